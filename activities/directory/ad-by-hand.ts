import type { DirectoryKind } from './directory.ts'

/**
 * PowerShell (module ActiveDirectory) that enables the account on the server we wrote to, and takes the
 * mark away.
 */
export const adByHand: DirectoryKind['byHand'] = (config, { guid }, prior) => {
  const where = `-Identity ${quoted(guid)} -Server ${quoted(new URL(config.url).hostname)}`
  const marker = config.markerAttribute ?? 'comment'
  const mark =
    typeof prior.marker === 'string'
      ? `-Replace @{${quoted(marker)}=${quoted(prior.marker)}}`
      : `-Clear ${quoted(marker)}`
  return `Enable-ADAccount ${where}; Set-ADObject ${where} ${mark}`
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
