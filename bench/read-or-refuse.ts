/** What the command line asks for; the program ends with 2 and what `read` threw, without a stack, if that cannot be done. */
export function readOrRefuse<Options>(read: (args: readonly string[]) => Options): Options {
  try {
    return read(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n--help shows what there is.`);
    process.exit(2);
  }
}
