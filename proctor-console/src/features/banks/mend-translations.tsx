import { Collapse, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MendedQuestion } from 'exam-contract/http/banks';
import type { Text } from 'exam-contract/ids';
import { languageName } from 'exam-contract/locale';
import { written } from '../../ui/written';

/** Languages that banks in China are known to be in; a question may be in any other as well. */
const OFFERED = ['en', 'mn-Mong', 'mn-Cyrl', 'ug', 'bo', 'kk-Arab', 'ko', 'ii', 'za', 'ru'];

const textsOf = (q: MendedQuestion): Text[] => [
  q.stem,
  ...q.options.map((o) => o.text),
  ...(q.explanation ? [q.explanation] : []),
  ...q.media.map((m) => m.alt),
];

/** The question without translations that were emptied, and without an explanation or rules that say nothing. */
export function withoutBlanks(q: MendedQuestion): MendedQuestion {
  const kept = (text: Text): Text => {
    const others = Object.entries(text).filter(([tag, t]) => tag !== 'zh-CN' && t?.trim());
    return { ...Object.fromEntries(others), 'zh-CN': text['zh-CN'] };
  };
  const { explanation, ...rest } = q;
  const said = explanation && kept(explanation);
  const silent = !said || Object.values(said).every((t) => !t?.trim());
  return {
    ...rest,
    stem: kept(q.stem),
    options: q.options.map((o) => ({ ...o, text: kept(o.text) })),
    ...(silent ? {} : { explanation: said }),
    media: q.media.map((m) => ({ ...m, alt: kept(m.alt) })),
    lawRef: q.lawRef.filter((l) => `${l.code}${l.article}`.trim() !== ''),
  };
}

interface Props {
  q: MendedQuestion;
  onChange: (q: MendedQuestion) => void;
}

/** The question's texts in one language after another, beside the Chinese. */
export function MendTranslations({ q, onChange }: Props) {
  const { t, i18n } = useTranslation('bank');
  const [added, setAdded] = useState<readonly string[]>([]);
  const found = new Set([...textsOf(q).flatMap((text) => Object.keys(text)), ...added]);
  found.delete('zh-CN');
  const tags = [...found].sort((a, b) => Number(b === 'en') - Number(a === 'en') || (a < b ? -1 : 1));
  const [chosen, setChosen] = useState<string>();
  const tag = chosen ?? tags[0];
  const named = (value: string) => ({ value, label: languageName(value, i18n.language) });
  const body = (
    <div className="mend-translations">
      <p className="quiet">{t('mend.translations.lead')}</p>
      <div className="mend-languages">
        {tags.length > 0 && (
          <Segmented
            aria-label={t('mend.translations.language')}
            value={tag ?? ''}
            onChange={(value) => setChosen(value)}
            options={tags.map(named)}
          />
        )}
        <Select
          aria-label={t('mend.translations.add')}
          placeholder={t('mend.translations.add')}
          value={null}
          onChange={(value: string | null) => {
            if (value === null) return;
            setAdded([...added, value]);
            setChosen(value);
          }}
          options={OFFERED.filter((o) => !found.has(o)).map(named)}
        />
      </div>
      {tag !== undefined && <InLanguage q={q} onChange={onChange} tag={tag} />}
    </div>
  );
  return (
    <Collapse
      size="small"
      defaultActiveKey={tags.some((x) => x !== 'en') ? ['translations'] : []}
      items={[{ key: 'translations', label: t('mend.translations.title'), children: body }]}
    />
  );
}

function InLanguage({ q, onChange, tag }: Props & { tag: string }) {
  const { t, i18n } = useTranslation('bank');
  const language = languageName(tag, i18n.language);
  const { lang, dir, className } = written(tag);
  const field = (label: string, text: Text, set: (text: Text) => void) => (
    <label key={label}>
      <span>{label}</span>
      <Input.TextArea
        autoSize={className ? false : { minRows: 1, maxRows: 6 }}
        lang={lang}
        dir={dir}
        className={className ?? ''}
        value={text[tag] ?? ''}
        onChange={(e) => set({ ...text, [tag]: e.target.value })}
      />
    </label>
  );
  return (
    <div className="mend-language">
      {field(t('mend.translations.stem', { language }), q.stem, (stem) => onChange({ ...q, stem }))}
      {q.options.map((o, i) =>
        field(t('mend.translations.option', { language, letter: o.id }), o.text, (text) =>
          onChange({ ...q, options: q.options.map((x, j) => (i === j ? { ...x, text } : x)) }),
        ),
      )}
      {q.explanation &&
        field(t('mend.translations.explanation', { language }), q.explanation, (explanation) =>
          onChange({ ...q, explanation }),
        )}
      {q.media.map((m, i) =>
        field(t('mend.translations.alt', { language, number: i + 1 }), m.alt, (alt) =>
          onChange({ ...q, media: q.media.map((x, j) => (i === j ? { ...x, alt } : x)) }),
        ),
      )}
    </div>
  );
}
