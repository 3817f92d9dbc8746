import { useTranslation } from 'react-i18next';
import type { BlueprintCell, RuleInConflict, ShortCell } from 'exam-contract/blueprint';

/** Tag of a cell that stands for the questions of the region of the paper's site. */
export const OWN_REGION = 'region:*';

/** Parts of a blueprint as a clerk reads them. */
export function useWords() {
  const { t } = useTranslation('blueprint');
  const type = (name: string) => t(`bank:type.${name}`, { defaultValue: name });
  const cell = (c: Partial<Record<keyof BlueprintCell, unknown>>): string =>
    [
      c.chapter ?? null,
      typeof c.type === 'string' ? c.type.split(' + ').map(type).join(' + ') : null,
      c.tag === OWN_REGION ? t('words.ownRegion') : c.tag ? t('words.tag', { tag: c.tag }) : null,
      c.licenceClass ? t('words.class', { name: c.licenceClass }) : null,
    ]
      .filter((part): part is string => typeof part === 'string')
      .join(' × ');
  const amount = ({ min, max }: Pick<BlueprintCell, 'min' | 'max'>): string => {
    if (min !== undefined && min === max) return t('words.exact', { count: min });
    if (min === undefined) return t('words.most', { count: max ?? 0 });
    return max === undefined ? t('words.least', { count: min }) : t('words.between', { min, max });
  };
  const ruleText = (r: RuleInConflict): string => {
    switch (r.rule) {
      case 'together':
      case 'never':
        return t(`conflict.${r.rule}`, { ids: r.questionIds.join(' + ') });
      case 'difficulty':
        return t('conflict.difficulty', { min: r.min, max: r.max });
      case 'cell':
        return t('conflict.cell', { cell: cell(r), amount: amount(r) });
      case 'chapter':
      case 'type':
        return t('conflict.cell', { cell: cell(r), amount: t('words.exact', { count: r.count }) });
    }
  };
  /** What is short by how much, where it is short, and for whom; `bank`: whether one that is named is to come. */
  const short = (s: ShortCell, bank: 'later' | 'bankOf' = 'later'): string => {
    const [need, have] = [Number(s.need.toFixed(2)), Number(s.have.toFixed(2))];
    const which = s.at === 'rules' || s.at === 'cell' ? (s.conflict.length > 0 ? 'conflict' : 'cell') : s.at;
    const told = t(`short.${which}`, { need, have, cell: cell(s.cell) || t('short.whole') });
    const rules = s.conflict.map(ruleText).join(t('short.between'));
    return [
      told,
      rules === '' ? '' : t('short.rules', { rules }),
      s.forClass === null ? '' : t('short.forClass', { name: s.forClass }),
      s.forRegion === null ? '' : t('short.forRegion', { region: s.forRegion }),
      s.bank === null ? '' : t(`short.${bank}`, { bank: s.bank }),
      s.proven ? '' : t('short.unproven'),
    ]
      .filter((part) => part !== '')
      .join(' ');
  };
  return { type, cell, amount, short };
}
