import { readFileSync } from 'node:fs'

/** Where Debian's package `snmpd` puts the AgentX sub-agent for Linux bridges. */
export const bridgeMibScript = '/usr/bin/snmp-bridge-mib'

interface Repair {
  why: string
  from: RegExp
  to: string
}

const repairs: Repair[] = [
  {
    why: 'a table that is 60 s old hides what a port check has to see',
    from: /\$cache_timout=60;/,
    to: '$cache_timout=0;',
  },
  {
    why: 'learned and own addresses are taken for each other',
    from: /\$locals\{\$mac\}\{\$bridge\}=FDB_STATUS_LEARNED;\s+next if \(\$local\);/,
    to: '$locals{$mac}{$bridge}=FDB_STATUS_LEARNED; next unless ($local);',
  },
  {
    why: "the bridge's own addresses have no port, and a row without a value ends every walk (RFC 4188: port 0)",
    from: /my \$baseport=\$baseports\{\$bridge\}\{\$port\};/g,
    to: 'my $baseport=$baseports{$bridge}{$port} // 0;',
  },
  {
    why: 'port numbers follow the random order of a Perl hash, anew at each read',
    from: /\(keys %\{\$interfaces\{\$bridge\}\}\)/g,
    to: '(sort {$a <=> $b} keys %{$interfaces{$bridge}})',
  },
  {
    why: 'scalars lack their instance .0 (RFC 3416 section 4.2.1)',
    from: /(oid => "\.1\.3\.6\.1\.2\.1\.17\.[24]\.\d+)"/g,
    to: '$1.0"',
  },
]

/** Text of the installed snmp-bridge-mib without the defects that make its tables unusable. */
export function repairedBridgeMib(): string {
  const source = readFileSync(bridgeMibScript, 'utf8')
  return repairs.reduce((text, { why, from, to }) => {
    if (!from.test(text))
      throw new Error(`${bridgeMibScript} has changed: no place found for the repair "${why}"`)
    from.lastIndex = 0
    return text.replace(from, to)
  }, source)
}
