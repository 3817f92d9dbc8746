/** Folders, schemes and queries in front of and behind a picture's name taken off; blanks as the model wants them. */
export function pictureFile(reference: string): string {
  const path = reference
    .trim()
    .replaceAll('\\', '/')
    .replace(/[?#].*$/, '');
  let name = path.split('/').at(-1) ?? '';
  try {
    name = decodeURIComponent(name);
  } catch {
    // A name with a lone % is meant as it stands.
  }
  const fit = name.replace(/\s+/g, '_').replace(/[^\p{L}\p{N}_.-]+/gu, '-');
  return fit.replace(/^[.-]+/, '_') || '_';
}

const key = (name: string) => name.normalize('NFKC').toLowerCase();
const withoutEnding = (name: string) => name.replace(/\.[^.]+$/, '');

/**
 * Finds which of the pictures at hand a reference means: by name, then whatever its case, then without its ending
 * (`12` for `12.png`), if only one fits. A reference that means none of them keeps its own name.
 */
export function pictureNames(names: Iterable<string>): (reference: string) => string {
  const exact = new Set(names);
  const loose = new Map<string, string | undefined>();
  for (const name of exact) {
    for (const k of [key(name), key(withoutEnding(name))])
      loose.set(k, loose.has(k) && loose.get(k) !== name ? undefined : name);
  }
  return (reference) => {
    const file = pictureFile(reference);
    if (exact.has(file)) return file;
    return loose.get(key(file)) ?? loose.get(key(withoutEnding(file))) ?? file;
  };
}
