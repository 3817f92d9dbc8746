import { InboxOutlined } from '@ant-design/icons';
import { Button, Upload } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadHints } from 'exam-contract/http/banks';
import { Failure } from '../../net/failure';
import { FailureNote } from '../../ui/failure-note';
import { takeFocusIfLost } from '../../ui/focus';
import { useLeaveWarning } from '../../ui/leave-warning';
import { HintFields } from './hint-fields';
import { newUploadId, uploadBank } from './upload-bank';
import { UploadProgress } from './upload-progress';

/** Takes a bank file by drop or choice, shows how far it got, and hands on the draft made of it. */
export function UploadBox({ onDraft }: { onDraft: (draftId: string) => void }) {
  const { t } = useTranslation('bank');
  const queries = useQueryClient();
  const [sent, setSent] = useState(0);
  const [hints, setHints] = useState<UploadHints>({});
  const [uploadId, setUploadId] = useState('');
  const control = useRef(new AbortController());
  const upload = useMutation({
    mutationFn: (file: File) => {
      const about = { ...hints, uploadId: newUploadId() };
      control.current = new AbortController();
      setUploadId(about.uploadId);
      return uploadBank(file, about, setSent, control.current.signal);
    },
    onMutate: () => setSent(0),
    onSuccess: (draft) => {
      queries.setQueryData(['draft', draft.draftId], draft);
      void queries.invalidateQueries({ queryKey: ['drafts'] });
      onDraft(draft.draftId);
    },
  });
  useLeaveWarning(upload.isPending);
  const wasCancelled = upload.error instanceof Failure && upload.error.code === 'CANCELLED';
  return (
    <section className="sheet-box" aria-labelledby="upload">
      <h2 id="upload">{t('upload.title')}</h2>
      <HintFields hints={hints} onChange={setHints} />
      <Upload.Dragger
        accept=".xlsx,.xlsm,.xls,.et,.ods,.fods,.csv,.tsv,.docx,.doc,.odt,.fodt,.wps,.rtf,.pdf,.html,.htm,.mht,.mhtml,.txt,.md,.json,.jsonl,.ndjson,.sql,.sqlite,.sqlite3,.db,.plist,.xml,.gift,.aiken,.js,.ts,.py,.dart,.php,.kt,.swift,.zip"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file) => {
          upload.mutate(file);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{t('upload.drop')}</p>
        <p className="quiet">{t('upload.kinds')}</p>
      </Upload.Dragger>
      {upload.isPending && (
        <UploadProgress
          uploadId={uploadId}
          file={upload.variables}
          sent={sent}
          onCancel={() => control.current.abort()}
        />
      )}
      {wasCancelled ? <p role="status">{t('upload.cancelled')}</p> : <FailureNote failure={upload.error} />}
      {upload.isError && (
        <Button
          ref={takeFocusIfLost}
          className="upload-again"
          onClick={() => upload.mutate(upload.variables)}
        >
          {t('upload.again', { name: upload.variables.name })}
        </Button>
      )}
    </section>
  );
}
