import type { AnyRoute } from './route.ts'
import { getCase, listCases, postCase, postCommand } from './routes/cases.ts'

/** Every route below `/api/v1`. */
export const routes: readonly AnyRoute[] = [listCases, getCase, postCase, postCommand]
