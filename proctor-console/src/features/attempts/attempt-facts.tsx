import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Alert, Tooltip } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttemptDetail } from 'exam-contract/http/attempts';
import { inLang } from '../../i18n/i18n';
import { momentOf, span } from '../../ui/format';
import { Outcome } from './outcome';

function Hash({ value }: { value: string }) {
  return (
    <Tooltip title={value}>
      <span className="mono">{value.slice(0, 16)}…</span>
    </Tooltip>
  );
}

/** What held before, and every better result given since with the two who stand for it. */
function revisionsOf(a: AttemptDetail, t: TFunction<'attempt'>, lang: string): [string, ReactNode][] {
  const revisions = a.result?.revisions ?? [];
  const first = revisions[0];
  if (!first) return [];
  const verdict = (passed: boolean) => t(passed ? 'regrade:passed' : 'regrade:failed');
  const score = (s: { score: number; passed: boolean }) =>
    t('regrade:score', { score: s.score, verdict: verdict(s.passed) });
  const list = (
    <ol key="v" className="revisions">
      <li>{t('regrade:was', { score: first.from.score, verdict: verdict(first.from.passed) })}</li>
      {revisions.map((r, i) => (
        <li key={r.hash}>
          {t('regrade:revision', {
            n: i + 1,
            from: score(r.from),
            to: score(r.to),
            reason: r.reason,
            proposed: r.proposedBy,
            approved: r.approvedBy,
            at: momentOf(r.at, lang),
          })}{' '}
          {r.resit && t('regrade:resit')}
        </li>
      ))}
    </ol>
  );
  return [['revisions', list]];
}

/** Who sat what, where, when and with which result; and whether the log is whole. */
export function AttemptFacts({ attempt: a }: { attempt: AttemptDetail }) {
  const { t, i18n } = useTranslation('attempt');
  const moment = (at: number | null) => (at === null ? '—' : momentOf(at, i18n.language));
  const facts: [string, ReactNode][] = [
    ['result', <Outcome key="r" passed={a.passed} score={a.score} />],
    ...revisionsOf(a, t, i18n.language),
    ['reason', a.result ? t(`reason.${a.result.reason}`, { text: a.result.terminatedReason ?? '' }) : '—'],
    ['marks', a.result ? t('marks', { ...a.result }) : '—'],
    ['status', t(`status.${a.status}`)],
    ['candidate', `${a.candidateName} · ${a.maskedIdNumber}`],
    ['kind', `${inLang(a.kindName, i18n.language)} · ${t('ordinal', { n: a.ordinal })}`],
    ['seat', a.seatLabel],
    ['examiner', `${a.examiner.name} (${a.examiner.certificate})`],
    ['started', moment(a.startedAt)],
    ['ended', moment(a.endedAt)],
    ['used', a.startedAt !== null && a.endedAt !== null ? span(a.endedAt - a.startedAt) : '—'],
    ['bank', <Hash key="b" value={a.bankVersion} />],
    [
      'blueprint',
      a.blueprint ? (
        <span key="p">
          {t('blueprintOf', { number: a.blueprint.number })} <Hash value={a.blueprint.hash} />
        </span>
      ) : (
        t('ownShares')
      ),
    ],
    ['log', <Hash key="l" value={a.logHash} />],
  ];
  return (
    <>
      <Alert
        showIcon
        type={a.chainOk ? 'success' : 'error'}
        icon={a.chainOk ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}
        title={t(a.chainOk ? 'chainOk' : 'chainBroken')}
        style={{ marginBottom: 16 }}
      />
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
