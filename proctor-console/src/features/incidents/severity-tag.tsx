import { AlertOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Severity } from 'exam-contract/incident';

const looks = {
  alert: { color: '#a61b1b', icon: <AlertOutlined aria-hidden /> },
  warn: { color: '#8a5300', icon: <WarningOutlined aria-hidden /> },
  info: { color: '#37505c', icon: <InfoCircleOutlined aria-hidden /> },
} as const;

export function SeverityTag({ severity }: { severity: Severity }) {
  const { t } = useTranslation('incident');
  const { color, icon } = looks[severity];
  return (
    <Tag variant="solid" color={color} icon={icon}>
      {t(`severity.${severity}`)}
    </Tag>
  );
}
