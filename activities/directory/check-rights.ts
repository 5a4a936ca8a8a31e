import type { DirectoryConfig } from '../../config/schema.ts'
import type { Warning } from './directory.ts'
import { directoryKinds } from './directory-kinds.ts'

/**
 * What a person should look at before penalties are switched on; only reads, and throws where reading
 * fails.
 */
export async function checkRights(config: DirectoryConfig): Promise<Warning[]> {
  const { session, warnings } = directoryKinds[config.kind]
  const names = [...config.breakGlass, ...config.onShift, ...config.vip]
  const unknown = await session(config, async ({ named }) => {
    const guids = await Promise.all(names.map(named))
    return names.filter((_, i) => guids[i]?.length === 0)
  })
  return [
    ...unknown.map(listedInVain),
    ...(config.breakGlass.length < 2 ? [tooFewBreakGlass(config.breakGlass.length)] : []),
    ...(await warnings(config)),
  ]
}

const listedInVain = (name: string): Warning => ({
  what: `${name}, who must never be penalised, is not in the directory: no account will be disabled`,
  advice: 'mend directory.breakGlass, directory.onShift or directory.vip',
})

/** Microsoft advises at least two emergency accounts outside of all automation. */
const tooFewBreakGlass = (count: number): Warning => ({
  what: `directory.breakGlass names ${count} emergency accounts`,
  advice: 'name at least two accounts that no automation may ever touch',
})
