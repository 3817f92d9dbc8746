const NOUGHT = /^(.*[^\d\s_-])([\s_-]*)0$/su;

/**
 * Names of options that count from 0 as those that count from 1: `choice0`, `choice1` as `choice1`, `choice2`. Without that
 * the first option would be lost, and every key would mean the next one.
 */
export function countedFromOne(names: readonly string[]): readonly string[] {
  const ways = names.flatMap((name) => {
    const found = NOUGHT.exec(name.trim());
    const lead = found ? `${found[1] ?? ''}${found[2] ?? ''}` : '';
    return found && names.some((n) => n.trim() === `${lead}1`) ? [lead] : [];
  });
  if (ways.length === 0) return names;
  return names.map((name) => {
    const bare = name.trim();
    const lead = ways.find((w) => bare.startsWith(w) && /^[0-7]$/.test(bare.slice(w.length)));
    return lead === undefined ? name : `${lead}${Number(bare.slice(lead.length)) + 1}`;
  });
}
