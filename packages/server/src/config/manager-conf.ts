/** An account of Asterisk's manager interface. */
export interface ManagerAccount {
  readonly user: string;
  readonly secret: string;
}

/**
 * The first account of `manager.conf` that may read and write: an existing call center whose settings name none uses it
 * (database.md §4.19).
 */
export function firstManager(text: string): ManagerAccount | undefined {
  let section = '';
  let keys = new Map<string, string>();
  const account = (): ManagerAccount | undefined => {
    const secret = keys.get('secret');
    const isWhole = section !== '' && section !== 'general' && keys.has('read') && keys.has('write');
    return isWhole && secret !== undefined && secret !== '' ? { user: section, secret } : undefined;
  };
  for (const line of text.split('\n')) {
    const [, name, options] = /^\s*\[([^\]]+)\](\([^)]*\))?/.exec(line) ?? [];
    if (name !== undefined) {
      const found = account();
      if (found !== undefined) return found;
      // A template is no account.
      section = options?.includes('!') === true ? '' : name;
      keys = new Map();
      continue;
    }
    const [, key, value] = /^\s*(\w+)\s*=>?\s*(.*?)\s*$/.exec(withoutComment(line)) ?? [];
    if (key !== undefined && value !== undefined) keys.set(key, value);
  }
  return account();
}

/** Asterisk takes `;` for the begin of a comment unless a backslash is before it. */
function withoutComment(line: string): string {
  return line.replace(/(^|[^\\]);.*$/, '$1').replaceAll('\\;', ';');
}
