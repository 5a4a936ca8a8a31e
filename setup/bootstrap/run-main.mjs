/** Runs an entry point: its number is the exit code, and an error is one message, not a stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main(process.argv.slice(2))
  } catch (fault) {
    console.error(fault.message)
    process.exitCode = 1
  }
}
