module.exports = async () => {
  await globalThis.kaotaiTestMongod?.stop();
};
