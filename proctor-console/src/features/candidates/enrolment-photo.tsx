import { UploadOutlined } from '@ant-design/icons';
import { Alert, Button, Upload } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { candidateRoutes, type CandidateRow } from 'exam-contract/http/candidates';
import { call } from '../../net/api';
import { Failure } from '../../net/failure';
import { useMay } from '../../net/session';
import { FailureNote } from '../../ui/failure-note';
import { Still } from '../../ui/still';

interface Props {
  candidate: CandidateRow;
  onChanged: (row: CandidateRow) => void;
}

/** The photo a face is compared with. It is shown when asked for: each look is audited. */
export function EnrolmentPhoto({ candidate, onChanged }: Props) {
  const { t } = useTranslation('candidate');
  const clerk = useMay('registry', 'admin');
  const queries = useQueryClient();
  const [look, setLook] = useState(false);
  const { candidateId } = candidate;
  const name = `photo ${candidateId}`;
  const put = useMutation({
    mutationFn: (file: File) => {
      if (file.size > candidateRoutes.setPhoto.file.maxBytes) throw new Failure('PAYLOAD_TOO_LARGE');
      return call(candidateRoutes.setPhoto, { params: { candidateId }, file });
    },
    onSuccess: (row) => {
      queries.removeQueries({ queryKey: ['picture', name] });
      void queries.invalidateQueries({ queryKey: ['candidates'] });
      setLook(false);
      onChanged(row);
    },
  });
  return (
    <section aria-labelledby="photo">
      <h3 id="photo">{t('photo.title')}</h3>
      <p>
        {t(candidate.templateModel ? 'photo.ready' : candidate.hasPhoto ? 'photo.noTemplate' : 'photo.none')}
      </p>
      {look && (
        <Still
          name={name}
          alt={t('photo.of', { name: candidate.name })}
          load={() => call(candidateRoutes.photo, { params: { candidateId } })}
        />
      )}
      <div className="deed-buttons photo-deeds">
        {candidate.hasPhoto && !look && <Button onClick={() => setLook(true)}>{t('photo.show')}</Button>}
        {clerk && (
          <Upload
            accept="image/jpeg,image/png"
            showUploadList={false}
            disabled={put.isPending}
            beforeUpload={(file) => {
              put.mutate(file);
              return false;
            }}
          >
            <Button icon={<UploadOutlined aria-hidden />} loading={put.isPending}>
              {t(candidate.hasPhoto ? 'photo.replace' : 'photo.add')}
            </Button>
          </Upload>
        )}
      </div>
      {clerk && <p className="quiet">{t('photo.hint')}</p>}
      <FailureNote failure={put.error} />
      {put.isSuccess && <Alert role="status" type="success" showIcon title={t('photo.done')} />}
    </section>
  );
}
