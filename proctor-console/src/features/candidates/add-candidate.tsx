import { Form, Input, Modal, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { idNumberFault } from 'exam-contract/id-number';
import { candidateRoutes, type CandidateRow } from 'exam-contract/http/candidates';
import { call } from '../../net/api';
import { FailureNote } from '../../ui/failure-note';
import { LICENCE_CLASSES } from '../../ui/licence-classes';

const factors = [1, 1.25, 1.5, 2] as const;

interface Fields {
  name: string;
  idNumber: string;
  licenceClass: string;
  timeFactor: (typeof factors)[number];
}
interface Props {
  open: boolean;
  onClose: () => void;
  onAdded: (row: CandidateRow) => void;
}

export function AddCandidate({ open, onClose, onAdded }: Props) {
  const { t } = useTranslation('candidate');
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const add = useMutation({
    mutationFn: (body: Fields) => call(candidateRoutes.add, { body }),
    onSuccess: (row) => {
      form.resetFields();
      void queries.invalidateQueries({ queryKey: ['candidates'] });
      onAdded(row);
    },
  });
  return (
    <Modal
      open={open}
      title={t('add.title')}
      okText={t('add.go')}
      cancelText={t('page:cancel')}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ licenceClass: 'C1', timeFactor: 1 }}
        onFinish={(fields) => add.mutate(fields)}
      >
        <Form.Item
          name="name"
          label={t('col.name')}
          rules={[{ required: true, whitespace: true, max: 60, message: t('add.nameNeeded') }]}
        >
          <Input autoComplete="off" maxLength={60} />
        </Form.Item>
        <Form.Item
          name="idNumber"
          label={t('col.idNumber')}
          rules={[
            {
              required: true,
              validator: (_, value: unknown) => {
                const fault = idNumberFault(typeof value === 'string' ? value : '');
                return fault ? Promise.reject(new Error(t(`add.id_${fault}`))) : Promise.resolve();
              },
            },
          ]}
        >
          <Input autoComplete="off" maxLength={24} />
        </Form.Item>
        <Form.Item name="licenceClass" label={t('col.class')} rules={[{ required: true }]}>
          <Select showSearch options={LICENCE_CLASSES.map((c) => ({ value: c, label: c }))} />
        </Form.Item>
        <Form.Item name="timeFactor" label={t('timeFactor')} extra={t('add.factorHint')}>
          <Select options={factors.map((f) => ({ value: f, label: t('times', { factor: f }) }))} />
        </Form.Item>
      </Form>
      <FailureNote failure={add.error} />
    </Modal>
  );
}
