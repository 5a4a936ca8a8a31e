import { Attribute, Change } from 'ldapts'

/** Fails (16 noSuchAttribute) unless the attribute has exactly this value: one half of a compare-and-set. */
export const remove = (type: string, value: string): Change =>
  new Change({ operation: 'delete', modification: new Attribute({ type, values: [value] }) })

/** Fails (20 attributeOrValueExists) where the value, or any value of a single-valued attribute, is there. */
export const add = (type: string, value: string): Change =>
  new Change({ operation: 'add', modification: new Attribute({ type, values: [value] }) })
