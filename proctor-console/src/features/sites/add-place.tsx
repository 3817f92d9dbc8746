import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { siteRoutes, type SiteRow } from 'exam-contract/http/sites';
import { inLang } from '../../i18n/i18n';
import { call } from '../../net/api';
import { asFailure } from '../../net/failure';
import { RegionField } from './region-field';
import { RegionRefusal } from './site-region';

export type NewPlace = 'site' | 'room';
interface Fields {
  zh: string;
  en?: string;
  region?: string;
  siteId: string;
  seats: number;
}
interface Props {
  what: NewPlace;
  sites: SiteRow[];
  onClose: () => void;
}

const MOST_SEATS = 200;

/** Asks for what a new site, or a new room with its seats, needs. */
export function AddPlace({ what, sites, onClose }: Props) {
  const { t, i18n } = useTranslation('site');
  const queries = useQueryClient();
  const [form] = Form.useForm<Fields>();
  const add = useMutation({
    mutationFn: async ({ zh, en, region, siteId, seats }: Fields) => {
      const name = { 'zh-CN': zh, ...(en?.trim() ? { en } : {}) };
      if (what === 'site') await call(siteRoutes.addSite, { body: { name, region: region?.trim() || null } });
      else await call(siteRoutes.addRoom, { params: { siteId }, body: { name, seats } });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['sites'] });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(`add.${what}`)}
      okText={t('add.go')}
      cancelText={t('page:cancel')}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ siteId: sites[0]?.siteId, seats: 30 }}
        onFinish={(fields) => add.mutate(fields)}
      >
        {what === 'room' && (
          <Form.Item name="siteId" label={t('site')} rules={[{ required: true, message: t('add.needed') }]}>
            <Select options={sites.map((s) => ({ value: s.siteId, label: inLang(s.name, i18n.language) }))} />
          </Form.Item>
        )}
        <Form.Item
          name="zh"
          label={t('add.zh')}
          rules={[{ required: true, whitespace: true, max: 60, message: t('add.needed') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="en" label={t('add.en')}>
          <Input maxLength={60} />
        </Form.Item>
        {what === 'site' && <RegionField />}
        {what === 'room' && (
          <Form.Item
            name="seats"
            label={t('add.seats')}
            rules={[{ required: true, message: t('add.needed') }]}
          >
            <InputNumber min={1} max={MOST_SEATS} precision={0} />
          </Form.Item>
        )}
      </Form>
      {add.error && <RegionRefusal failure={asFailure(add.error)} />}
    </Modal>
  );
}
