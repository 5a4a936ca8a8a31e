import type { DirectoryConfig } from '../../config/schema.ts'
import { activeDirectory } from './active-directory.ts'
import type { DirectoryKind } from './directory.ts'
import { openldap } from './openldap.ts'

/** The kinds of directory there are, by their name in the configuration. */
export const directoryKinds: Record<DirectoryConfig['kind'], DirectoryKind> = { activeDirectory, openldap }
