"use strict";

// The development chain, one process on the loopback address: node contracts-sol/devchain.js [port]
//
// It lives exactly as long as its standard input stays open. Whoever starts it holds the other end, so even a starter
// that is killed outright leaves no orphan behind. From a terminal: Ctrl-D or Ctrl-C.

const path = require("node:path");

const port = Number(process.argv[2] ?? 8545);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error("usage: node contracts-sol/devchain.js [port]");
  process.exit(64);
}

process.stdin.on("error", () => process.exit(0));
process.stdin.on("close", () => process.exit(0));
process.stdin.resume();

process.chdir(path.join(__dirname, ".."));

require("hardhat")
  .run("node", { hostname: "127.0.0.1", port })
  .then(
    () => process.exit(0),
    (error) => {
      console.error(error.message);
      process.exit(1);
    });
