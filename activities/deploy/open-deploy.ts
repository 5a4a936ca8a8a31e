import type { DeployConfig } from '../../config/schema.ts'
import { commandDeploy } from './command.ts'
import type { Deploy } from './deploy.ts'
import { httpDeploy } from './http.ts'

/** The patch tool that the configuration names; installing and checking may go different ways. */
export function openDeploy(config: DeployConfig): Deploy {
  const { install } = openRoute(config.install)
  const { liveCheck } = openRoute(config.liveCheck)
  return { install, liveCheck }
}

const openRoute = (route: DeployConfig['install']): Deploy =>
  route.kind === 'command' ? commandDeploy(route) : httpDeploy(route)
