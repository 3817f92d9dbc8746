import { Alert, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { answerNumbers, type UploadHints } from 'exam-contract/http/banks';
import type { BankSource } from 'exam-contract/http/mapping';

interface Props {
  answers: BankSource['answers'];
  numbers: BankSource['numbers'];
  chosen: UploadHints['answers'];
  onChoose: (coding: UploadHints['answers']) => void;
}

/** How answers were read, with three of them as written and as understood; what numbers mean can be said here. */
export function MappingAnswers({ answers, numbers, chosen, onChoose }: Props) {
  const { t } = useTranslation('mapping');
  const coding = chosen ?? numbers?.coding ?? null;
  const fitting = answerNumbers.options.filter((c) => numbers?.examples.some((e) => e.as[c] !== undefined));
  const rows = numbers
    ? numbers.examples.map((e) => ({
        ...e,
        meaning: coding ? (e.as[coding] ?? t('answer.unfit')) : t('answer.unknown'),
      }))
    : [];
  const others = answers.filter((a) => !numbers || !(answerNumbers.options as string[]).includes(a.form));
  if (rows.length === 0 && others.length === 0) return null;
  return (
    <section className="mapping-answers">
      <h4>{t('answer.title')}</h4>
      {numbers && (
        <>
          {coding === null && <Alert type="warning" showIcon title={t('answer.ask')} />}
          <label className="hint-field">
            <span>{t('answer.numbers', { count: numbers.count })}</span>
            <Select<NonNullable<UploadHints['answers']> | ''>
              aria-label={t('answer.numbers', { count: numbers.count })}
              value={coding ?? ''}
              onChange={(value) => onChoose(value === '' ? undefined : value)}
              options={[
                { value: '', label: t('answer.choose') },
                ...fitting.map((value) => ({ value, label: t(`bank:hint.answersOf.${value}`) })),
              ]}
            />
          </label>
        </>
      )}
      <table className="mapping-examples">
        <thead>
          <tr>
            <th scope="col">{t('answer.stem')}</th>
            <th scope="col">{t('answer.written')}</th>
            <th scope="col">{t('answer.understood')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((e) => (
            <tr key={`${e.answer} ${e.stem}`}>
              <td>
                {e.stem}
                {e.options.length > 0 && (
                  <span className="quiet">
                    {e.options.map((o, i) => ` ${String.fromCharCode(65 + i)} ${o}`).join(' ·')}
                  </span>
                )}
              </td>
              <td className="mono">{e.answer}</td>
              <td>
                <strong>{e.meaning}</strong>
              </td>
            </tr>
          ))}
          {others.flatMap((a) =>
            a.examples.map((e) => (
              <tr key={`${a.form} ${e.answer} ${e.stem}`}>
                <td>{e.stem}</td>
                <td className="mono">{e.answer || t('answer.mark')}</td>
                <td>
                  <strong>{e.meaning}</strong> <span className="quiet">{t(`form.${a.form}`)}</span>
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}
