import { AutoComplete, Checkbox } from 'antd';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bankRoutes } from 'exam-contract/http/banks';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { call } from '../../net/api';
import { LICENCE_CLASSES } from '../../ui/licence-classes';

/** Tags of every licence class, and those that questions of the bank in force have. */
export function useTagsOfBank(wanted: boolean): string[] {
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds), enabled: wanted });
  return useQueries({
    queries: (kinds.data?.kinds ?? []).map(({ code }) => ({
      queryKey: ['blueprint', code],
      queryFn: () => call(blueprintRoutes.ofKind, { params: { kindCode: code } }),
      enabled: wanted,
    })),
    combine: (asked) => {
      const found = asked.flatMap(({ data }) =>
        data
          ? [
              ...data.choices.regions.map(({ region }) => `region:${region}`),
              ...data.choices.tags.map(({ tag }) => tag),
            ]
          : [],
      );
      return [...new Set([...LICENCE_CLASSES.map((name) => `class:${name}`), ...found])];
    },
  });
}

interface Props {
  label: string;
  known: readonly string[];
  /** Undefined: as it stands; empty: left out. */
  said: string | undefined;
  onChange: (as: string | undefined) => void;
}

/** What a tag of a file is in the bank: one of its tags, any other, or none. */
export function MappingTag({ label, known, said, onChange }: Props) {
  const { t } = useTranslation('mapping');
  const left = said === '';
  return (
    <div className="mapping-tag">
      <AutoComplete
        aria-label={label}
        showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed.trim()) }}
        disabled={left}
        value={said ?? ''}
        placeholder={t(left ? 'value.left' : 'value.asIs')}
        options={known.map((value) => ({ value, label: <span className="mono">{value}</span> }))}
        onChange={(typed: string) =>
          // A blank would leave the tag out unasked.
          onChange(typed.trim() === '' ? undefined : typed.slice(0, 200))
        }
      />
      <Checkbox
        checked={left}
        aria-label={`${label}: ${t('value.left')}`}
        onChange={(e) => onChange(e.target.checked ? '' : undefined)}
      >
        {t('value.left')}
      </Checkbox>
    </div>
  );
}
