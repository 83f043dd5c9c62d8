"use strict";

// No question may stop an unattended start.
process.env.HARDHAT_DISABLE_TELEMETRY_PROMPT = "true";

const { subtask } = require("hardhat/config");
const { TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD, TASK_NODE_SERVER_READY } = require("hardhat/builtin-tasks/task-names");

const BLOCK_TIME_MS = 1000;

// The compiler is the pinned npm package: Hardhat would otherwise ask a server for a list and a binary.
subtask(TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD, async ({ solcVersion }, _hre, runSuper) => {
  const { version } = require("solc/package.json");
  if (solcVersion !== version) {
    return runSuper();
  }
  return {
    compilerPath: require.resolve("solc/soljson.js"),
    isSolcJs: true,
    version,
    longVersion: require("solc").version(),
  };
});

// The development chain makes its blocks by the clock, as real chains do, so that transactions are seen pending and
// gain depth while nobody writes. The contract's tests keep a block per transaction.
subtask(TASK_NODE_SERVER_READY, async ({ address, port, provider }) => {
  await provider.request({ method: "evm_setAutomine", params: [false] });
  await provider.request({ method: "evm_setIntervalMining", params: [BLOCK_TIME_MS] });
  console.log(`Development chain ready at http://${address}:${port}/`);
});

module.exports = {
  solidity: {
    version: "0.8.37",
    settings: {
      optimizer: { enabled: true, runs: 10_000 },
      // Private chains are often some forks behind; Paris runs on all of them.
      evmVersion: "paris",
    },
  },
  networks: {
    hardhat: { chainId: 31337, loggingEnabled: false },
  },
  paths: {
    sources: "contracts-sol",
    tests: "contracts-sol/test",
    artifacts: "artifacts",
    cache: "cache",
  },
};
