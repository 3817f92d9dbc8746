import { Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  answerNumbers,
  bankRoutes,
  bankSubject,
  bankVehicle,
  type UploadHints,
} from 'exam-contract/http/banks';
import { call } from '../../net/api';

interface Props {
  hints: UploadHints;
  onChange: (hints: UploadHints) => void;
}

/** What the clerk says about files that do not say it: chapter, subject, vehicle, what numbers in answers mean. */
export function HintFields({ hints, onChange }: Props) {
  const { t } = useTranslation('bank');
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const fitting = (kinds.data?.kinds ?? []).filter(
    (k) => (!hints.subject || k.subject === hints.subject) && (!hints.vehicle || k.vehicle === hints.vehicle),
  );
  const chapters = [...new Set(fitting.flatMap((k) => k.chapters))];
  const field = <K extends Exclude<keyof UploadHints, 'leaveOut'>>(
    key: K,
    values: readonly NonNullable<UploadHints[K]>[],
  ) => (
    <label className="hint-field">
      <span>{t(`hint.${key}`)}</span>
      <Select<NonNullable<UploadHints[K]> | ''>
        aria-label={t(`hint.${key}`)}
        value={hints[key] ?? ''}
        loading={kinds.isPending}
        onChange={(value) => {
          const { [key]: _, ...others } = hints;
          onChange(value === '' ? others : { ...others, [key]: value });
        }}
        options={[
          { value: '', label: t(key === 'answers' ? 'hint.auto' : 'hint.none') },
          ...values.map((value) => ({
            value,
            label: key === 'chapter' ? value : t(`hint.${key}Of.${value}`),
          })),
        ]}
      />
    </label>
  );
  return (
    <fieldset className="hint-fields">
      <legend>{t('hint.title')}</legend>
      {field('subject', bankSubject.options)}
      {field('vehicle', bankVehicle.options)}
      {field('chapter', chapters)}
      {field('answers', answerNumbers.options)}
      <label className="hint-field hint-wide">
        <span>{t('hint.leaveOut')}</span>
        <Select<string[]>
          mode="tags"
          aria-label={t('hint.leaveOut')}
          placeholder={t('hint.leaveOutHow')}
          notFoundContent={t('hint.leaveOutType')}
          tokenSeparators={[';', '；', '\n']}
          value={hints.leaveOut?.split('\n') ?? []}
          onChange={(names) => {
            const { leaveOut: _, ...others } = hints;
            onChange(names.length === 0 ? others : { ...others, leaveOut: names.join('\n') });
          }}
          options={chapters.map((value) => ({ value, label: value }))}
        />
      </label>
    </fieldset>
  );
}
