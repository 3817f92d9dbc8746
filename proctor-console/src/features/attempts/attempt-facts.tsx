import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Alert, Tooltip } from 'antd';
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

/** Who sat what, where, when and with which result; and whether the log is whole. */
export function AttemptFacts({ attempt: a }: { attempt: AttemptDetail }) {
  const { t, i18n } = useTranslation('attempt');
  const moment = (at: number | null) => (at === null ? '—' : momentOf(at, i18n.language));
  const facts: [string, ReactNode][] = [
    ['result', <Outcome key="r" passed={a.passed} score={a.score} />],
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
