/** HTML that is safe to send as it is. */
export interface Html {
  html: string
}

type Part = string | number | Html | readonly Html[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

function render(part: Part): string {
  if (Array.isArray(part)) return part.map(render).join('')
  return typeof part === 'object' ? (part as Html).html : escaped(String(part))
}

/** Template for HTML; whatever is put in is escaped unless it is HTML itself. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: texts.map((text, i) => text + (i < parts.length ? render(parts[i] as Part) : '')).join(''),
})
