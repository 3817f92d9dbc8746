import { Button, Select } from 'antd';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { useWords } from './use-words';

interface Props {
  kindCode: string;
  which: 'mustTogether' | 'neverTogether';
  content: BlueprintContent;
  short: readonly ShortCell[];
  onChange: (more: Partial<BlueprintContent>) => void;
}

/** One set: questions picked by their id or by words of their stem. */
function SetField({
  kindCode,
  label,
  value,
  onChange,
}: {
  kindCode: string;
  label: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  const { t, i18n } = useTranslation('blueprint');
  const [words, setWords] = useState('');
  const found = useQuery({
    queryKey: ['blueprintQuestions', kindCode, words],
    queryFn: () => call(blueprintRoutes.questions, { params: { kindCode }, query: { q: words } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return (
    <Select
      className="blueprint-set"
      mode="multiple"
      aria-label={label}
      placeholder={t('sets.find')}
      maxCount={20}
      filterOption={false}
      value={[...value]}
      onSearch={setWords}
      onChange={(ids: string[]) => onChange(ids)}
      loading={found.isFetching}
      notFoundContent={t('sets.notFound')}
      optionLabelProp="value"
      options={(found.data?.questions ?? []).map((q) => ({
        value: q.questionId,
        label: (
          <>
            <span className="mono">{q.questionId}</span> {inLang(q.stem, i18n.language)}
          </>
        ),
      }))}
    />
  );
}

/** Sets of questions that a paper has together, or never together. */
export function SetList({ kindCode, which, content, short, onChange }: Props) {
  const { t } = useTranslation('blueprint');
  const words = useWords();
  const sets = content[which];
  const at = which === 'mustTogether' ? 'together' : 'never';
  const put = (next: string[][]) => onChange({ [which]: next });
  return (
    <fieldset className="blueprint-sets">
      <legend>{t(`sets.${which}`)}</legend>
      <p className="quiet">{t(`sets.${which}Means`)}</p>
      {sets.map((set, n) => (
        // A set has no name but its place.
        <div key={n} className="blueprint-set-row">
          <SetField
            kindCode={kindCode}
            label={t('sets.nth', { name: t(`sets.${which}`), n: n + 1 })}
            value={set}
            onChange={(ids) => put(sets.map((s, i) => (i === n ? ids : s)))}
          />
          <Button
            aria-label={t('sets.removeNth', { name: t(`sets.${which}`), n: n + 1 })}
            onClick={() => put(sets.filter((_set, i) => i !== n))}
          >
            {t('remove')}
          </Button>
          {set.length < 2 && <span className="cannot">{t('sets.two')}</span>}
          {short
            .filter((s) => s.at === at && s.index === n)
            .map((s) => (
              <span key={words.short(s)} className="cannot" role="alert">
                {words.short(s)}
              </span>
            ))}
        </div>
      ))}
      <Button disabled={sets.length >= 100} onClick={() => put([...sets, []])}>
        {t(`sets.add.${which}`)}
      </Button>
    </fieldset>
  );
}
