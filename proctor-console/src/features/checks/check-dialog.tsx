import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Descriptions, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { candidateRoutes } from 'exam-contract/http/candidates';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import type { IdentityCheckView } from 'exam-contract/incident';
import { call } from '../../net/api';
import { queryClient } from '../../net/query-client';
import { useMay } from '../../net/session';
import { useAct } from '../../ui/act';
import { momentOf } from '../../ui/format';
import { Problem } from '../../ui/problem';
import { Still } from '../../ui/still';
import { reasonWords } from './call-reason';
import { thresholdsOf } from './thresholds';

type Decision = 'allow' | 'refuse' | 'retry';

function CandidateChoice({ value, onChange }: { value: string | null; onChange: (id: string) => void }) {
  const { t } = useTranslation('wall');
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['candidates', 'choice', q],
    queryFn: () => call(candidateRoutes.list, { query: { q, limit: 20 } }),
  });
  return (
    <Select
      className="wide"
      aria-label={t('check.whoIsIt')}
      placeholder={t('check.searchCandidate')}
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={value}
      loading={found.isFetching}
      notFoundContent={t('check.noneFound')}
      options={(found.data?.rows ?? []).map((c) => ({
        value: c.candidateId,
        label: `${c.name} ${c.idNumber}`,
      }))}
      onChange={onChange}
    />
  );
}

interface FaceProps {
  evidenceId: string | null;
  /** Whose enrolment photo stands in where the check holds none. */
  candidateId: string | null;
  caption: string;
}

function Face({ evidenceId, candidateId, caption }: FaceProps) {
  const { t } = useTranslation();
  const load = evidenceId
    ? () => call(proctoringRoutes.evidence, { params: { evidenceId } })
    : candidateId
      ? () => call(candidateRoutes.photo, { params: { candidateId } })
      : null;
  return (
    <figure>
      {load ? (
        <Still name={evidenceId ?? `candidate ${candidateId}`} alt={caption} load={load} />
      ) : (
        <span className="picture-note">{t('common:picture.missing')}</span>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** The two pictures of a check side by side with what the machine found. */
export function CheckFacts({ check, enrolled }: { check: IdentityCheckView; enrolled: string | null }) {
  const { t, i18n } = useTranslation('wall');
  return (
    <>
      <div className="two-faces">
        <Face evidenceId={check.enrolledPhoto} candidateId={enrolled} caption={t('check.enrolledPhoto')} />
        <Face evidenceId={check.livePhoto} candidateId={null} caption={t('check.livePhoto')} />
      </div>
      <Descriptions
        size="small"
        column={2}
        bordered
        items={[
          {
            key: 'who',
            label: t(check.method === 'idNumber' ? 'check.claimed' : 'check.proposed'),
            children: check.candidateName
              ? `${check.candidateName} ${check.maskedIdNumber ?? ''}`
              : t('check.noProposal'),
          },
          { key: 'seat', label: t('check.seat'), children: check.seatLabel },
          { key: 'method', label: t('check.methodLabel'), children: t(`check.method.${check.method}`) },
          { key: 'at', label: t('check.at'), children: momentOf(check.at, i18n.language) },
          {
            key: 'score',
            label: t('check.score'),
            children: check.score === null ? t('check.noFace') : check.score.toFixed(3),
          },
          {
            key: 'thresholds',
            label: t('check.thresholds'),
            children:
              thresholdsOf(check)
                .map(({ name, at }) => `${t(`attempt:check.threshold.${name}`)} ${at}`)
                .join(' · ') || '—',
          },
          {
            key: 'challenge',
            label: t('check.challengeLabel'),
            children: t(`check.challenge.${check.challenge}`),
          },
          { key: 'tries', label: t('check.tries'), children: check.tries },
          ...(check.state === 'pending' && check.reason
            ? [
                {
                  key: 'why',
                  label: t('incident:call.called'),
                  children: reasonWords(check.reason, t),
                  span: 2,
                },
              ]
            : []),
          ...(check.decidedBy
            ? [
                {
                  key: 'by',
                  label: t('check.decidedBy'),
                  children: `${check.decidedBy} · ${t(`check.state.${check.state}`)} · ${check.reason ?? ''}`,
                  span: 2,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

/** A person decides from both pictures. Nothing is chosen beforehand. */
export function CheckDialog({ check, onClose }: { check: IdentityCheckView; onClose: () => void }) {
  const { t } = useTranslation('wall');
  const may = useMay('proctor', 'admin') && check.state === 'pending';
  const [candidateId, setCandidateId] = useState<string | null>(null);
  const { busy, failure, act } = useAct();
  const [form] = Form.useForm<{ reason: string }>();
  const named = check.candidateId ?? candidateId;
  const decide = async (decision: Decision) => {
    const fields = await form.validateFields().catch(() => null);
    if (!fields) return;
    const naming = decision === 'allow' && !check.candidateId && candidateId ? { candidateId } : {};
    const sent = await act(
      () =>
        call(proctoringRoutes.decideCheck, {
          params: { checkId: check.id },
          body: { decision, reason: fields.reason, ...naming },
        }),
      t(`check.said.${decision}`),
    );
    if (!sent) return;
    void queryClient.invalidateQueries({ queryKey: ['checks'] });
    onClose();
  };
  return (
    <Modal
      open
      width={680}
      title={t('check.title', { label: check.seatLabel })}
      onCancel={onClose}
      footer={null}
    >
      {failure && <Problem failure={failure} />}
      <CheckFacts check={check} enrolled={named} />
      {may && (
        <>
          {!check.candidateId && (
            <div className="check-search">
              <Alert type="info" showIcon title={t('check.noProposalHow')} />
              <CandidateChoice value={candidateId} onChange={setCandidateId} />
            </div>
          )}
          <Form form={form} layout="vertical">
            <Form.Item
              name="reason"
              label={t('check.reason')}
              rules={[{ required: true, whitespace: true, min: 2, message: t('common:reasonNeeded') }]}
            >
              <Input.TextArea rows={2} maxLength={300} />
            </Form.Item>
          </Form>
          <div className="row row-end">
            <Button loading={busy} onClick={() => void decide('retry')}>
              {t('check.retry')}
            </Button>
            <Button danger loading={busy} onClick={() => void decide('refuse')}>
              {t('check.refuse')}
            </Button>
            <Button type="primary" loading={busy} disabled={!named} onClick={() => void decide('allow')}>
              {t('check.allow')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
