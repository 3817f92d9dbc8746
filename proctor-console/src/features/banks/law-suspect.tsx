import { CheckCircleOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { attemptRoutes } from 'exam-contract/http/attempts';
import type { LawSuspect } from 'exam-contract/http/law-changes';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { momentOf } from '../../ui/format';
import { Still } from '../../ui/still';
import { PreviewButton } from '../preview/preview-button';
import { TYPES, type Shown } from '../preview/shown';

const shown = (s: LawSuspect): Shown => ({
  id: s.questionId,
  type: TYPES.find((type) => type === s.type),
  stem: s.stem,
  options: s.options.map(({ id, text }) => ({ id, text })),
  answer: s.options.flatMap((o) => (o.right ? [o.id] : [])),
  media: s.pictures.map((p, i) => ({ file: `${i + 1}`, ...p })),
  explanation: s.explanation,
  lawRef: s.lawRef,
});

const COLOUR = { key: '#a61b1b', text: '#8a5300', cited: '#3d4a5c' } as const;

/** A question with its key, why a rule may overturn it, and what was found. `children` are what can be done. */
export function Suspect({ suspect: s, children }: { suspect: LawSuspect; children?: ReactNode }) {
  const { t, i18n } = useTranslation('law');
  const lang = i18n.language;
  const where = (at: string) => t(`in.${at}`, { defaultValue: at });
  const headed = `suspect-${s.suspectId}`;
  return (
    <article className="law-suspect" aria-labelledby={headed}>
      <header>
        <span className="mono" id={headed}>
          {s.questionId}
        </span>
        <Tag variant="solid" color={COLOUR[s.rank]}>
          {t(`rank.${s.rank}`)}
        </Tag>
        <span className="quiet">{t(`state.${s.state}`)}</span>
        <PreviewButton questionId={s.questionId} of={{ shown: shown(s) }} />
      </header>
      <p>{inLang(s.stem, lang)}</p>
      {s.pictures.map(({ sha256, alt }, i) => (
        <figure key={i} className="law-picture">
          {sha256 && (
            <Still
              name={sha256}
              alt={inLang(alt, lang) || t('picture')}
              load={() => call(attemptRoutes.media, { params: { sha256 } })}
            />
          )}
          <figcaption className="quiet">{t('alt', { text: inLang(alt, lang) || '—' })}</figcaption>
        </figure>
      ))}
      <ul className="law-options">
        {s.options.map((o) => (
          <li key={o.id} className={o.right ? 'right' : undefined}>
            {o.id}. {inLang(o.text, lang)}
            {o.right && (
              <>
                {' '}
                <CheckCircleOutlined aria-hidden /> <strong>{t('key')}</strong>
              </>
            )}
          </li>
        ))}
      </ul>
      {s.explanation && <p>{t('explanation', { text: inLang(s.explanation, lang) })}</p>}
      <p className="quiet">{t('source', { text: s.lawRef.join('；') || '—' })}</p>
      <ul className="law-why">
        {s.why.map((w) => (
          <li key={`${w.reason} ${w.in}`}>{t(`why.${w.reason}`, { in: where(w.in) })}</li>
        ))}
      </ul>
      {s.decided && (
        <p className="quiet">
          {t('decided', { by: s.decided.by, at: momentOf(s.decided.at, lang), note: s.decided.note })}
        </p>
      )}
      {children}
    </article>
  );
}
