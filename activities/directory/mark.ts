/** Begins the text that says in the directory that an account was disabled by us, and for which effect. */
const prefix = 'straggler:'

/** The ownership mark of an effect as it stands in the directory; `note` is for whoever reads it back. */
export const markText = (key: string, note?: string): string =>
  note === undefined ? prefix + key : `${prefix}${key};${note}`

/** Key and note of our mark, or null when the text is somebody else's. */
export function parseMark(text: string): { key: string; note: string } | null {
  if (!text.startsWith(prefix)) return null
  const [key = '', note = ''] = text.slice(prefix.length).split(';')
  return { key, note }
}
