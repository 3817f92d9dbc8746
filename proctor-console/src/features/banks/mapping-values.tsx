import { Select, Tag } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bankRoutes, bankSubject, bankVehicle } from 'exam-contract/http/banks';
import { valueField, type ValueField, type ValueFound, type ValueMap } from 'exam-contract/http/mapping';
import { call } from '../../net/api';
import { MappingTag, useTagsOfBank } from './mapping-tag';

interface Props {
  /** Values met anywhere in the file, each once. */
  values: readonly ValueFound[];
  chosen: ValueMap;
  onChange: (chosen: ValueMap) => void;
}

const AS_IT_IS = '';
/** Values listed at once, and named in a sentence: more would be neither read nor drawn in time. */
const LISTED = 200;
const NAMED = 20;

/** What a value may be said to mean; undefined where anything may be written. */
function useMeanings(field: ValueField): { value: string; label: string }[] | undefined {
  const { t } = useTranslation('bank');
  const kinds = useQuery({ queryKey: ['kinds'], queryFn: () => call(bankRoutes.kinds) });
  const chapters = [...new Set((kinds.data?.kinds ?? []).flatMap((k) => k.chapters))];
  switch (field) {
    case 'chapter':
      return chapters.map((value) => ({ value, label: value }));
    case 'type':
      return ['judge', 'single', 'multi'].map((value) => ({ value, label: t(`type.${value}`) }));
    case 'subjects':
      return bankSubject.options.map((value) => ({ value, label: t(`hint.subjectOf.${value}`) }));
    case 'vehicles':
      return bankVehicle.options.map((value) => ({ value, label: t(`hint.vehicleOf.${value}`) }));
    case 'tags':
      return undefined;
  }
}

function FieldValues({ field, values, chosen, onChange }: Props & { field: ValueField }) {
  const { t } = useTranslation('mapping');
  const meanings = useMeanings(field);
  const tags = useTagsOfBank(field === 'tags');
  // A value may be called like something that every object has.
  const said = new Map(Object.entries(chosen[field] ?? {}));
  const open = values.filter((v) => v.how === 'unknown');
  // Not as it becomes so: what is being typed into would be another field after the first letter.
  const [unfolded] = useState(open.length > 0 || said.size > 0);
  const sorted = [...open, ...values.filter((v) => v.how !== 'unknown')];
  const listed = (names: readonly string[]) =>
    names.length > NAMED
      ? t('value.andMore', { names: names.slice(0, NAMED).join(t('value.comma')), count: names.length })
      : names.join(t('value.comma'));
  const choose = (text: string, as: string | undefined) => {
    const others = [...said].filter(([known]) => known !== text);
    onChange({
      ...chosen,
      [field]: Object.fromEntries(as === undefined ? others : [...others, [text, as]]),
    });
  };
  const table = (
    <table className="mapping-columns mapping-values">
      <thead>
        <tr>
          <th scope="col">{t('value.text')}</th>
          <th scope="col">{t('value.count')}</th>
          <th scope="col">{t('value.as')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.slice(0, LISTED).map((v) => {
          const label = t('value.label', { text: v.text });
          return (
            <tr key={v.text} className={v.how === 'unknown' && !said.has(v.text) ? 'doubtful' : undefined}>
              <th scope="row">{v.text}</th>
              <td>{t('value.questions', { count: v.count })}</td>
              <td>
                {meanings ? (
                  <Select<string>
                    aria-label={label}
                    showSearch={{ optionFilterProp: 'label' }}
                    value={said.get(v.text) ?? AS_IT_IS}
                    onChange={(as) => choose(v.text, as === AS_IT_IS ? undefined : as)}
                    options={[
                      {
                        value: AS_IT_IS,
                        label: t(v.how === 'unknown' ? 'value.unknown' : 'value.asIs'),
                      },
                      ...meanings,
                    ]}
                  />
                ) : (
                  <MappingTag
                    label={label}
                    known={tags}
                    said={said.get(v.text)}
                    onChange={(as) => choose(v.text, as)}
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  const known = values.filter((v) => v.how === 'name').map((v) => v.text);
  return (
    <section className="mapping-source" aria-label={t(`value.of.${field}`)}>
      <h3>
        {t(`value.of.${field}`)}{' '}
        {open.length > 0 && (
          <Tag color="#8a5300" variant="solid">
            {t('open')}
          </Tag>
        )}
      </h3>
      {open.length > 0 && (
        <p className="quiet">
          {t('value.found', { names: listed(open.map((v) => v.text)) })}
          {meanings && <> {t('value.known', { names: listed(meanings.map((m) => m.label)) })}</>}{' '}
          {t('value.ask')}
        </p>
      )}
      {open.length === 0 && field !== 'tags' && known.length > 0 && (
        <p className="quiet">{t('value.allKnown', { names: listed(known) })}</p>
      )}
      {field === 'tags' && <p className="quiet">{t('value.tagsMean')}</p>}
      {unfolded ? (
        table
      ) : (
        <details>
          <summary>{t('value.otherwise')}</summary>
          {table}
        </details>
      )}
      {sorted.length > LISTED && (
        <p className="quiet">{t('value.later', { count: sorted.length - LISTED })}</p>
      )}
    </section>
  );
}

/** Chapters and other words of the file that the bank writes otherwise: which were found, and what each means. */
export function MappingValues({ values, chosen, onChange }: Props) {
  return (
    <>
      {valueField.options.map((field) => {
        const of = values.filter((v) => v.field === field);
        return (
          of.length > 0 && (
            <FieldValues key={field} field={field} values={of} chosen={chosen} onChange={onChange} />
          )
        );
      })}
    </>
  );
}
