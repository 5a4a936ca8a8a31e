/** Begins the text that says in the directory that an account was disabled by us, and for which effect. */
const prefix = 'straggler:'

/** The ownership mark of an effect as it stands in the directory. */
export const markText = (key: string): string => prefix + key

/** The effect key in a text, or null when the text is not our mark. */
export const markKey = (text: string): string | null =>
  text.startsWith(prefix) ? text.slice(prefix.length) : null
