"use strict";

// Deploys the anchor contract for one log, for operators: node contracts-sol/deploy.js
//
//   Chain__RpcUrl    where the chain answers JSON-RPC
//   Ledger__Origin   the log's origin, exactly as the server has it; it can never be changed
//   DEPLOYER_KEY     private key of the account that pays (0x and 64 hexadecimal digits)
//   ANCHORER         optional: address that shall anchor, otherwise the deployer
//   OWNER            optional: address that is offered the ownership and must accept it, otherwise the deployer
//
// Prints the contract's address, for Chain__Contract, alone on standard output; everything else on standard error.

const path = require("node:path");
const ethers = require("ethers");

process.chdir(path.join(__dirname, ".."));

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

function optionalAddress(name) {
  const value = process.env[name];
  if (value && !ethers.isAddress(value)) {
    throw new Error(`${name} is not an address`);
  }
  return value ? ethers.getAddress(value) : null;
}

function deployer(provider) {
  try {
    return new ethers.Wallet(required("DEPLOYER_KEY"), provider);
  } catch {
    // The library's own message could repeat what was given.
    throw new Error("DEPLOYER_KEY is not set or not a private key");
  }
}

async function main() {
  const origin = required("Ledger__Origin");
  const anchorer = optionalAddress("ANCHORER");
  const owner = optionalAddress("OWNER");
  const provider = new ethers.JsonRpcProvider(required("Chain__RpcUrl"));
  const wallet = deployer(provider);

  const hre = require("hardhat");
  await hre.run("compile", { quiet: true });
  const { abi, bytecode } = await hre.artifacts.readArtifact("CheckpointAnchor");

  const { chainId } = await provider.getNetwork();
  console.error(`chain ${chainId}, from ${wallet.address}, origin ${origin}`);

  const contract = await new ethers.ContractFactory(abi, bytecode, wallet).deploy(origin);
  await contract.waitForDeployment();
  if (anchorer) {
    await (await contract.setAnchorer(anchorer)).wait();
    console.error(`anchorer ${anchorer}`);
  }
  if (owner) {
    await (await contract.transferOwnership(owner)).wait();
    console.error(`ownership offered to ${owner}: call acceptOwnership from there`);
  }
  console.log((await contract.getAddress()).toLowerCase());
  provider.destroy();
}

main().catch((error) => {
  console.error(`not deployed: ${error.shortMessage ?? error.message}`);
  process.exit(1);
});
