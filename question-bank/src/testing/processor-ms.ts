/** Processor time this process has used, in ms: it stands still while a machine with much to do serves others. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
