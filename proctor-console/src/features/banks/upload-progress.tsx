import { Button, Progress } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bankRoutes } from 'exam-contract/http/banks';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';

const ASK_MS = 700;
/** Counted in bytes, which nobody counts. */
const IN_BYTES = new Set(['storing']);

interface Props {
  uploadId: string;
  file: File;
  /** How much of it has arrived, 0..1. */
  sent: number;
  onCancel: () => void;
}

/** How far an upload has got: first on its way, then with the server; and a way out of it. */
export function UploadProgress({ uploadId, file, sent, onCancel }: Props) {
  const { t, i18n } = useTranslation('bank');
  const arrived = sent >= 1;
  const asked = useQuery({
    queryKey: ['upload', uploadId],
    queryFn: () => call(bankRoutes.uploadProgress, { params: { uploadId } }),
    enabled: arrived,
    refetchInterval: ASK_MS,
    gcTime: 0,
  });
  const cancel = useMutation({
    // The server is told first: it must not go on reading what nobody waits for.
    mutationFn: () =>
      arrived ? call(bankRoutes.cancelUpload, { params: { uploadId } }) : Promise.resolve({}),
    onSuccess: onCancel,
  });
  const { phase, done, total } = asked.data ?? { phase: 'absent', done: 0, total: 0 };
  const share = arrived ? (total > 0 ? done / total : 0) : sent;
  const counted = arrived && total > 0 && !IN_BYTES.has(phase);
  const count = (n: number) => n.toLocaleString(i18n.language);
  const size = (file.size / 1_048_576).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  return (
    <div className="upload-progress">
      <div role="status">
        <strong className="mono">{file.name}</strong>{' '}
        <span className="quiet">{t('upload.size', { size })}</span>
        <br />
        {arrived ? t(`upload.phase.${phase}`) : t('upload.sending', { percent: Math.round(sent * 100) })}
      </div>
      <Progress
        percent={Math.round(share * 100)}
        status="active"
        // Where nobody knows yet how much there is, a share would be made up.
        showInfo={!arrived || total > 0}
        aria-label={t('upload.progress')}
        {...(counted ? { format: () => `${count(done)} / ${count(total)}` } : {})}
      />
      <Button danger loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t('upload.cancel')}
      </Button>
      <FailureNote failure={cancel.error} />
    </div>
  );
}
