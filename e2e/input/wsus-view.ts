/** One computer and its installation state of one update: 2 not installed, 4 installed, 5 failed. */
export interface WsusRow {
  fqdn: string
  ip: string
  state: 2 | 4 | 5
}

const header =
  'FullDomainName,IPAddress,KnowledgebaseArticle,SecurityBulletin,DefaultTitle,MsrcSeverity,State,Action,LastReportedStatusTime'

/** The update that every row is about. */
export const wsusUpdate = 'KB5062553'

const title =
  '2025-07 Cumulative Update for Windows 11 Version 24H2 for x64-based Systems, Enterprise (KB5062553)'

/** What `Invoke-Sqlcmd ... | Export-Csv -Encoding Unicode` of WSUS's public views writes. */
export function wsusView(rows: WsusRow[], reportedAt: Date): Buffer {
  const time = reportedAt.toISOString()
  const lines = rows.map(
    ({ fqdn, ip, state }) => `${fqdn},${ip},5062553,MS-n/a,"${title}",Critical,${state},Install,${time}`,
  )
  return Buffer.from(`\uFEFF${[header, ...lines, ''].join('\r\n')}`, 'utf16le')
}
