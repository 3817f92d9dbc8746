import { CheckCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { written } from '../../ui/written';
import { besidesOf, type Shown, type Told } from './shown';

function Words({ of, locale, none }: { of: Told | null; locale: string; none: string }) {
  const { t } = useTranslation('look');
  if (!of) return <em className="look-lacks">{none}</em>;
  return (
    <>
      <span {...written(of.instead ? 'zh-CN' : locale)}>{of.text}</span>
      {of.instead && <em className="quiet"> {t('instead')}</em>}
    </>
  );
}

/** Key, explanation, sources and the texts of pictures: beside the kiosk's page, never in it. */
export function Besides({ question, locale }: { question: Shown; locale: string }) {
  const { t } = useTranslation('look');
  const { key, explanation, lawRef, alts } = besidesOf(question, locale);
  return (
    <dl className="look-besides">
      <div>
        <dt>{t('key')}</dt>
        {key.length === 0 && (
          <dd>
            <em className="look-lacks">{t('noKey')}</em>
          </dd>
        )}
        {key.map((o) => (
          <dd key={o.letter} className="look-right">
            <CheckCircleFilled aria-hidden /> <strong>{o.letter}</strong>{' '}
            <Words of={o.told} locale={locale} none={t('noText')} />
          </dd>
        ))}
      </div>
      <div>
        <dt>{t('explanation')}</dt>
        <dd>
          <Words of={explanation} locale={locale} none={t('noExplanation')} />
        </dd>
      </div>
      <div>
        <dt>{t('source')}</dt>
        {lawRef.length === 0 && (
          <dd>
            <em className="look-lacks">{t('noSource')}</em>
          </dd>
        )}
        {lawRef.map((ref) => (
          <dd key={ref}>{ref}</dd>
        ))}
      </div>
      {alts.length > 0 && (
        <div>
          <dt>{t('alts')}</dt>
          {alts.map(({ file, told }) => (
            <dd key={file}>
              <Words of={told} locale={locale} none={t('noAlt')} />
            </dd>
          ))}
        </div>
      )}
    </dl>
  );
}
