import snmp from 'net-snmp'

/** The part of net-snmp's agent that the lab uses; its published types leave it open. */
export interface Agent {
  registerProvider(provider: object): void
  getMib(): {
    addTableRow(table: string, row: Row): void
    deleteTableRow(table: string, index: number[]): void
    getTableSingleCell(table: string, column: number, index: number[]): unknown
    setTableSingleCell(table: string, column: number, index: number[], value: number): void
    setScalarValue(name: string, value: number | string): void
  }
  getAuthorizer(): {
    addCommunity(community: string): void
    getAccessControlModel(): { setCommunityAccess(community: string, level: number): void }
  }
  close(): void
}

type Access = 'read-only' | 'read-write' | 'not-accessible'

/** One column of a MIB table as a switch of the lab serves it. */
export interface Column {
  number: number
  name: string
  type: 'Integer' | 'OctetString' | 'Gauge'
  access?: Access
}

/** An index that is part of the row but of no served column, e.g. a MAC as six integers. */
export interface Table {
  name: string
  /** OID of the entry, e.g. ifEntry. */
  oid: string
  index: string[]
  columns: Column[]
}

/** A row as the agent of net-snmp wants it: one value for each column, in their order. */
export type Row = (number | string | Buffer)[]

/** Registers a table and fills it. */
export function serveTable(agent: Agent, { name, oid, index, columns }: Table, rows: Row[]): void {
  agent.registerProvider({
    name,
    type: snmp.MibProviderType.Table,
    oid,
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns: columns.map(({ number, name, type, access = 'read-only' }) => ({
      number,
      name,
      type: snmp.ObjectType[type],
      maxAccess: snmp.MaxAccess[access],
    })),
    tableIndex: index.map((columnName) => ({ columnName })),
  })
  for (const row of rows) agent.getMib().addTableRow(name, row)
}

export function serveScalar(agent: Agent, name: string, oid: string, value: number | string): void {
  agent.registerProvider({
    name,
    type: snmp.MibProviderType.Scalar,
    oid,
    scalarType: typeof value === 'number' ? snmp.ObjectType.Integer : snmp.ObjectType.OctetString,
    maxAccess: snmp.MaxAccess['read-only'],
  })
  agent.getMib().setScalarValue(name, value)
}
