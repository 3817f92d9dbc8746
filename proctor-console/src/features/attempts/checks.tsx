import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import type { IdentityCheckView } from 'exam-contract/incident';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { call } from '../../net/api';
import { useMay } from '../../net/session';
import { momentOf } from '../../ui/format';
import { Still } from '../../ui/still';
import { reasonWords } from '../checks/call-reason';
import { thresholdsOf } from '../checks/thresholds';

function Check({ check }: { check: IdentityCheckView }) {
  const { t, i18n } = useTranslation('attempt');
  const sees = useMay('proctor', 'siteManager', 'auditor', 'admin');
  // A recheck in the middle of a test looks at frames that are not kept, and asks nobody to turn the head.
  const recheck = check.method === 'recheck';
  const pictures = [
    { what: t('check.enrolled'), evidenceId: check.enrolledPhoto },
    { what: t('check.live'), evidenceId: check.livePhoto },
  ].filter(({ evidenceId }) => evidenceId !== null || !recheck);
  return (
    <li className="check">
      {sees && pictures.length > 0 && (
        <div className="stills">
          {pictures.map(({ what, evidenceId }) => (
            <figure key={what}>
              {evidenceId ? (
                <Still
                  name={evidenceId}
                  alt={what}
                  load={() => call(proctoringRoutes.evidence, { params: { evidenceId } })}
                />
              ) : (
                <span className="still">{t('check.none')}</span>
              )}
              <figcaption>{what}</figcaption>
            </figure>
          ))}
        </div>
      )}
      <div>
        <strong>{t(`check.state.${check.state}`)}</strong>
        <div>{`${t(`method.${check.method}`)} · ${momentOf(check.at, i18n.language)}`}</div>
        <div>
          {check.score === null ? t('check.noScore') : t('check.score', { score: check.score.toFixed(3) })}
          {thresholdsOf(check).map(({ name, at }) => (
            <span key={name} className="quiet">{` · ${t(`check.threshold.${name}`)} ${at}`}</span>
          ))}
        </div>
        {!recheck && <div>{t(`check.challenge.${check.challenge}`)}</div>}
        {check.decidedBy && <div>{t('check.by', { name: check.decidedBy })}</div>}
        {check.reason && <div>{t('check.why', { reason: reasonWords(check.reason, t) })}</div>}
      </div>
    </li>
  );
}

/** Every identity check of the sitting, with both pictures. */
export function Checks({ checks }: { checks: IdentityCheckView[] }) {
  const { t } = useTranslation('attempt');
  if (checks.length === 0) return <Empty description={t('check.empty')} />;
  return (
    <ul className="checks">
      {checks.map((c) => (
        <Check key={c.id} check={c} />
      ))}
    </ul>
  );
}
