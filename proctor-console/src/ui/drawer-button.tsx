import { Button, Drawer } from 'antd';
import { useState, type ReactNode } from 'react';

/** Opens something wide beside the page; what is in it is made anew each time. */
export function DrawerButton({
  label,
  title,
  children,
}: {
  label: string;
  title: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      <Drawer open={open} size={1000} title={title} onClose={() => setOpen(false)} destroyOnHidden>
        {children}
      </Drawer>
    </>
  );
}
