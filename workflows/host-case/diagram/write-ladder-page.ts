import { writeFileSync } from 'node:fs'
import { ladderPage } from './ladder-page.ts'

writeFileSync(new URL('../../../docs/reference/ladder.md', import.meta.url), ladderPage())
