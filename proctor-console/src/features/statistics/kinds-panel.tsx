import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KindStatistics } from 'exam-contract/http/statistics';
import { languageName } from 'exam-contract/locale';
import { inLang } from '../../i18n/i18n';
import { ShareBars } from './charts';
import { percent } from './figures';

const rate = ({ n, passed }: { n: number; passed: number }) => (n === 0 ? null : passed / n);

function Parts({ title, rows }: { title: string; rows: { name: string; n: number; passed: number }[] }) {
  const { t } = useTranslation('statistics');
  if (rows.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="part-list">
        {rows.map((r) => (
          <li key={r.name}>
            <span>{r.name}</span>
            <strong>{percent(rate(r))}</strong>
            <span className="quiet">{t('papers', { count: r.n })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Kind({ kind }: { kind: KindStatistics }) {
  const { t, i18n } = useTranslation('statistics');
  const weeks = kind.weeks.map((w) => {
    const share = rate(w) ?? 0;
    const said = `${w.from} ${percent(share)}, ${t('papers', { count: w.n })}`;
    return { name: w.from.slice(5), share, said };
  });
  return (
    <article className="sheet-box kind-statistics">
      <h2>{inLang(kind.name, i18n.language)}</h2>
      <dl className="figure-list">
        <div>
          <dt>{t('kind.n')}</dt>
          <dd>{kind.n}</dd>
        </div>
        <div>
          <dt>{t('kind.passRate')}</dt>
          <dd>{percent(rate(kind))}</dd>
        </div>
        <div>
          <dt>{t('kind.mean')}</dt>
          <dd>{`${kind.meanRight.toFixed(1)} ± ${kind.sdRight.toFixed(1)} / ${kind.questions}`}</dd>
        </div>
        <div>
          <dt>{t('kind.kr20')}</dt>
          <dd>{kind.kr20 === null ? t('kind.tooFew') : kind.kr20.toFixed(2)}</dd>
        </div>
      </dl>
      <h3>{t('kind.weeks')}</h3>
      <ShareBars label={t('kind.weeks')} bars={weeks} />
      <div className="part-columns">
        <Parts
          title={t('bySite')}
          rows={kind.sites.map((s) => ({ ...s, name: inLang(s.name, i18n.language) }))}
        />
        <Parts
          title={t('byLanguage')}
          rows={kind.languages.map((l) => ({ ...l, name: languageName(l.lang, i18n.language) }))}
        />
      </div>
    </article>
  );
}

/** Pass rates and reliability of each kind. */
export function KindsPanel({ kinds }: { kinds: readonly KindStatistics[] }) {
  const { t } = useTranslation('statistics');
  if (kinds.length === 0) return <Empty description={t('noPapers')} />;
  return (
    <div className="kind-columns">
      {kinds.map((k) => (
        <Kind key={k.kindCode} kind={k} />
      ))}
    </div>
  );
}
