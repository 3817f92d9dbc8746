import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Collapse, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankSubject, bankVehicle, type MendedQuestion, type RefusedRow } from 'exam-contract/http/banks';

/** Findings that are mended in these fields: they stand open then. */
const HERE = new Set(['BAD_DATES', 'BAD_FIELD', 'EXPIRED', 'MISSING_LAW_REF', 'STATUTE_OUTDATED']);

interface Props {
  q: MendedQuestion;
  issues: RefusedRow['issues'];
  onChange: (q: MendedQuestion) => void;
}

function Laws({ q, onChange }: Pick<Props, 'q' | 'onChange'>) {
  const { t } = useTranslation('bank');
  const set = (i: number, more: { code?: string; article?: string }) =>
    onChange({ ...q, lawRef: q.lawRef.map((l, j) => (i === j ? { ...l, ...more } : l)) });
  return (
    <fieldset className="mend-options">
      <legend>{t('mendMore.laws')}</legend>
      {q.lawRef.map((law, i) => (
        <div key={i} className="mend-law">
          <Input
            aria-label={t('mendMore.statute', { number: i + 1 })}
            placeholder={t('mendMore.statuteLike')}
            value={law.code}
            onChange={(e) => set(i, { code: e.target.value })}
          />
          <Input
            aria-label={t('mendMore.article', { number: i + 1 })}
            placeholder={t('mendMore.articleLike')}
            value={law.article}
            onChange={(e) => set(i, { article: e.target.value })}
          />
          <Button
            aria-label={t('mendMore.lawOff', { number: i + 1 })}
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => onChange({ ...q, lawRef: q.lawRef.filter((_, j) => j !== i) })}
          />
        </div>
      ))}
      <Button
        icon={<PlusOutlined aria-hidden />}
        onClick={() => onChange({ ...q, lawRef: [...q.lawRef, { code: '', article: '' }] })}
      >
        {t('mendMore.lawOn')}
      </Button>
    </fieldset>
  );
}

/** Subject, vehicle, rule, days and tags of a question. */
export function MendMore({ q, issues, onChange }: Props) {
  const { t } = useTranslation('bank');
  const [open] = useState(() => issues.some((i) => HERE.has(i.code)));
  const many = <K extends 'subjects' | 'vehicles'>(
    key: K,
    values: readonly MendedQuestion[K][number][],
    label: (value: MendedQuestion[K][number]) => string,
  ) => (
    <label>
      <span>{t(`diff.field.${key}`)}</span>
      <Select<MendedQuestion[K][number][]>
        mode="multiple"
        aria-label={t(`diff.field.${key}`)}
        value={q[key]}
        onChange={(chosen) => onChange({ ...q, [key]: chosen })}
        options={values.map((value) => ({ value, label: label(value) }))}
      />
    </label>
  );
  const day = (key: 'validFrom' | 'validTo') => (
    <label>
      <span>{t(`diff.field.${key}`)}</span>
      <Input
        // What a file holds instead of a day stays to be seen.
        type={q[key] === undefined || /^\d{4}-\d{2}-\d{2}$/.test(q[key]) ? 'date' : 'text'}
        value={q[key] ?? ''}
        onChange={(e) => {
          const { [key]: _, ...others } = q;
          onChange(e.target.value === '' ? others : { ...others, [key]: e.target.value });
        }}
      />
    </label>
  );
  const body = (
    <div className="mend-form">
      <div className="mend-heads">
        {many('subjects', bankSubject.options, (value) => t(`hint.subjectOf.${value}`))}
        {many('vehicles', bankVehicle.options, (value) => t(`hint.vehicleOf.${value}`))}
      </div>
      <Laws q={q} onChange={onChange} />
      <div className="mend-heads">
        {day('validFrom')}
        {day('validTo')}
      </div>
      <div>
        <span className="mend-label">{t('diff.field.difficulty')}</span>
        <Segmented
          aria-label={t('diff.field.difficulty')}
          value={q.difficulty}
          onChange={(difficulty) => onChange({ ...q, difficulty })}
          options={([1, 2, 3] as const).map((value) => ({ value, label: t(`mendMore.difficulty.${value}`) }))}
        />
      </div>
      <label>
        <span>{t('diff.field.tags')}</span>
        <Select<string[]>
          mode="tags"
          aria-label={t('diff.field.tags')}
          tokenSeparators={[',', '，', ';', '；']}
          notFoundContent={t('mendMore.tagsHow')}
          value={q.tags}
          onChange={(tags) => onChange({ ...q, tags })}
        />
      </label>
    </div>
  );
  return (
    <Collapse
      size="small"
      defaultActiveKey={open ? ['more'] : []}
      items={[{ key: 'more', label: t('mendMore.title'), children: body }]}
    />
  );
}
