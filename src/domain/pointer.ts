/** A path into content as a JSON pointer: `buttons[2].title` → `/buttons/2/title`. */
export function pointerOf(path: string): string {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => `/${part}`)
    .join('');
}
