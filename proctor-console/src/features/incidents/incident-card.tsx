import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { IncidentView } from 'exam-contract/incident';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { momentOf, span, timeOf } from '../../ui/format';
import { Sparkline } from '../../ui/sparkline';
import { Still } from '../../ui/still';
import '../../theme/office.css';
import { detailLines } from './incident-detail';
import { ReviewForm } from './review-form';
import { SeverityTag } from './severity-tag';

const round = (n: number) => Math.round(n * 100) / 100;

function Signal({ incident }: { incident: IncidentView }) {
  const { t } = useTranslation('incident');
  const values = incident.trace.map((p) => p.value);
  if (values.length === 0) return null;
  const limit = incident.thresholds['limit'];
  const facts = {
    low: round(Math.min(...values)),
    high: round(Math.max(...values)),
    last: round(values.at(-1)!),
  };
  const label =
    t(`signal.${incident.kind}`, { defaultValue: t('signal.other') }) +
    t('signal.range', facts) +
    (limit === undefined ? '' : t('signal.limit', { limit: round(limit) }));
  return (
    <div>
      <Sparkline
        points={incident.trace}
        label={label}
        {...(limit === undefined ? {} : { threshold: limit })}
      />
      <span className="quiet">{label}</span>
    </div>
  );
}

function Stills({ incident }: { incident: IncidentView }) {
  const { t, i18n } = useTranslation('incident');
  if (incident.stills.length === 0) return <span className="quiet">{t('noStills')}</span>;
  return (
    <ul className="stills" aria-label={t('stills')}>
      {incident.stills.map(({ evidenceId, at, moment }) => {
        const what = t(`moment.${moment}`, { time: timeOf(at, i18n.language) });
        return (
          <li key={evidenceId}>
            <figure>
              <Still
                name={evidenceId}
                alt={what}
                load={() => call(proctoringRoutes.evidence, { params: { evidenceId } })}
              />
              <figcaption>{what}</figcaption>
            </figure>
          </li>
        );
      })}
    </ul>
  );
}

function Detail({ incident }: { incident: IncidentView }) {
  const { t } = useTranslation('incident');
  const said = detailLines(incident.detail, t);
  const versions = Object.entries(incident.modelVersions).map(([k, v]) => `${k} ${v}`);
  if (said.length + versions.length === 0) return null;
  return (
    <div className="quiet">
      {said.map((s) => (
        <div key={s}>{s}</div>
      ))}
      {versions.length > 0 && (
        <details>
          <summary>{t('models')}</summary>
          {versions.map((v) => (
            <div key={v} className="mono">
              {v}
            </div>
          ))}
        </details>
      )}
    </div>
  );
}

interface Props {
  incident: IncidentView;
  /** Told the incident as it is after somebody judged it. */
  onReviewed?: (incident: IncidentView) => void;
  /** False where the page around it is already about this attempt. */
  linked?: boolean;
}

/** One incident with all that speaks for or against it, and the judgement of a person. */
export function IncidentCard({ incident, onReviewed, linked = true }: Props) {
  const { t, i18n } = useTranslation('incident');
  const may = useMay('proctor', 'admin');
  const { review } = incident;
  return (
    <article className="incident" aria-label={t(`kind.${incident.kind}`)}>
      <div className="incident-head">
        <strong>{t(`kind.${incident.kind}`)}</strong>
        <SeverityTag severity={incident.severity} />
        <Tag>{t(`state.${incident.state}`)}</Tag>
      </div>
      <div>
        {t('where', { seat: incident.seatLabel })}
        {incident.candidateName && ` · ${incident.candidateName}`}
        {` · ${momentOf(incident.openedAt, i18n.language)}`}
        {incident.closedAt !== null &&
          ` · ${t('lasted', { span: span(incident.closedAt - incident.openedAt) })}`}
      </div>
      <Signal incident={incident} />
      <Stills incident={incident} />
      <Detail incident={incident} />
      {linked && incident.attemptId && <Link to={`/attempts/${incident.attemptId}`}>{t('toAttempt')}</Link>}
      {review ? (
        <div className="verdict">
          <strong>{t(`verdict.${review.verdict}`)}</strong>
          <div>{review.reason}</div>
          <div className="quiet">
            {t('by', { name: review.by, time: momentOf(review.at, i18n.language) })}
          </div>
        </div>
      ) : may ? (
        <ReviewForm incidentId={incident.id} onReviewed={onReviewed} />
      ) : (
        <div className="quiet">{t('unreviewed')}</div>
      )}
    </article>
  );
}
