using System.Text;

namespace Traceability.Ledger.Tests;

public sealed class BundleVerifierTests
{
    [Fact]
    public async Task Verify_WithThePinnedKey_IsValidAndNamesWhatWasNotChecked()
    {
        var log = await SampleLog.CreateAsync();

        var report = await VerifyAsync(await log.BundleAsync(), Trusting(log));

        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
        Assert.Equal(
            [
                "format", "key", "signature",
                "entry[2]", "inclusion[2]", "disclosure[2].note", "disclosure[2].price", "disclosure[2].readings",
                "entry[4]", "inclusion[4]", "disclosure[4].note", "disclosure[4].price", "disclosure[4].readings",
                "entry[9]", "inclusion[9]",
                "versions[plot/7]", $"versions[{SampleLog.Batch}]",
                "completeness", "anchor[0].consistency", "anchor[0].chain",
            ],
            report.Steps.Select(step => step.Name));
        Assert.Equal(
            ["completeness", "anchor[0].chain"],
            report.Steps.Where(step => step.Status != StepStatus.Ok).Select(step => step.Name));
        Assert.All(report.Steps.Where(step => step.Name == "anchor[0].chain"), step =>
        {
            Assert.Equal(StepStatus.NotChecked, step.Status);
            Assert.Contains("not checked", step.Sentence, StringComparison.Ordinal);
        });
        Assert.Contains("3 entries of the log log.example/trace as of its checkpoint of 11 entries", report.Conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutAKey_IsConsistentButSignerUnknown()
    {
        var log = await SampleLog.CreateAsync();

        var report = await VerifyAsync(await log.BundleAsync(), new VerifyOptions([], null));

        Assert.Equal(VerificationOutcome.CouldNotCheck, report.Outcome);
        Assert.Contains("consistent, signer unknown", report.Conclusion, StringComparison.Ordinal);
        Assert.Equal(StepStatus.NotChecked, Step(report, "key").Status);
    }

    [Fact]
    public async Task Verify_AForgedLogUnderTheTrustedName_IsNotValid()
    {
        var log = await SampleLog.CreateAsync();
        var forged = await SampleLog.CreateAsync(seed: 2);

        var report = await VerifyAsync(await forged.BundleAsync(), Trusting(log));

        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.Equal(["key"], Failed(report));
    }

    [Fact]
    public async Task Verify_ALogOfAnotherName_IsUnknownOrNotValidAsTheReaderDemands()
    {
        var log = await SampleLog.CreateAsync();
        var other = await (await SampleLog.CreateAsync(origin: "other.example")).BundleAsync();

        Assert.Equal(VerificationOutcome.CouldNotCheck, (await VerifyAsync(other, Trusting(log))).Outcome);
        var report = await VerifyAsync(other, Trusting(log) with { SignerMustBeTrusted = true });
        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.Equal(["key"], Failed(report));
    }

    [Fact]
    public async Task Verify_TheBundlesKeySwappedForTheTrustedOne_FailsTheSignature()
    {
        var log = await SampleLog.CreateAsync();
        var forged = await (await SampleLog.CreateAsync(seed: 2)).BundleAsync();

        var report = await VerifyAsync(forged with { Key = log.Signer.VerifierKey }, Trusting(log));

        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.Equal(["signature"], Failed(report));
        Assert.Equal(StepStatus.NotChecked, Step(report, "inclusion[2]").Status);
    }

    [Fact]
    public async Task Verify_AnotherLogsCheckpointByTheSameKeyHolder_IsNotValid()
    {
        var log = await SampleLog.CreateAsync();
        var other = await (await SampleLog.CreateAsync(origin: "other.example")).BundleAsync();

        var report = await VerifyAsync(await log.BundleAsync() with { Checkpoint = other.Checkpoint }, Trusting(log));

        Assert.Equal(["signature"], Failed(report));
    }

    [Fact]
    public async Task Verify_AnOlderCheckpointReplayed_FailsWhatItDoesNotHold()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();
        var old = log.Signer.Sign(new Checkpoint(SampleLog.Origin, 6, await TiledTree.RootAsync(6, log.Tiles)));

        var report = await VerifyAsync(bundle with { Checkpoint = old }, Trusting(log));

        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.Contains("inclusion[9]", Failed(report));
    }

    [Fact]
    public async Task Verify_OriginUnlikeTheKey_IsNotValid()
    {
        var log = await SampleLog.CreateAsync();

        var report = await VerifyAsync(await log.BundleAsync() with { Origin = "other.example" }, Trusting(log));

        Assert.Equal(["format"], Failed(report));
    }

    [Fact]
    public async Task Verify_NoEntriesOrTheSamePlaceTwice_IsNotValid()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();

        Assert.Equal(["format"], Failed(await VerifyAsync(bundle with { Entries = [] }, Trusting(log))));
        var twice = await VerifyAsync(bundle with { Entries = [bundle.Entries[0], bundle.Entries[0]] }, Trusting(log));
        Assert.Contains("format", Failed(twice));
        Assert.Contains("versions[plot/7]", Failed(twice));
    }

    [Fact]
    public async Task Verify_AValidProofOfAnotherEntry_FailsTheInclusion()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();
        var swapped = bundle.Entries[0] with { Entry = bundle.Entries[1].Entry, Disclosures = [] };

        var report = await VerifyAsync(bundle with { Entries = [swapped] }, Trusting(log));

        Assert.Equal(["inclusion[2]"], Failed(report));
    }

    [Fact]
    public async Task Verify_AnEntryThatIsLoggedButNotCanonical_IsNotValid()
    {
        var entry = Encoding.UTF8.GetBytes("{\"v\":1}");
        using var signer = LogSigner.Create(SampleLog.Origin, new byte[32]);
        var root = MerkleHashing.Leaf(entry);
        var bundle = new ProofBundle(
            SampleLog.Origin,
            signer.VerifierKey,
            [new BundleEntry(0, entry, [], [new Disclosure("a", new byte[32], null)])],
            signer.Sign(new Checkpoint(SampleLog.Origin, 1, root)),
            []);

        var report = await VerifyAsync(bundle, new VerifyOptions([signer.VerifierKey], null));

        Assert.Equal(["entry[0]"], Failed(report));
        Assert.Equal(StepStatus.Ok, Step(report, "inclusion[0]").Status);
        Assert.Equal(StepStatus.NotChecked, Step(report, "disclosure[0].a").Status);
        Assert.Equal(StepStatus.NotChecked, Step(report, "anchors").Status);
    }

    [Theory]
    [InlineData("$.entries[0].disclosures[1].value", "\"1.86\"")]
    [InlineData("$.entries[0].disclosures[1].value", "1.85")]
    [InlineData("$.entries[0].disclosures[1].value", "null")]
    [InlineData("$.entries[0].disclosures[1].salt", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"")]
    [InlineData("$.entries[0].disclosures[1].field", "\"readings\"")]
    [InlineData("$.entries[0].disclosures[1].field", "\"unknown\"")]
    public async Task Verify_ADisclosureChanged_FailsThatDisclosure(string path, string json)
    {
        var log = await SampleLog.CreateAsync();
        var text = BundleText.With(await log.BundleAsync(), path, json);

        var report = await BundleVerifier.VerifyAsync(Encoding.UTF8.GetBytes(text), Trusting(log));

        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.All(Failed(report), name => Assert.StartsWith("disclosure[2].", name, StringComparison.Ordinal));
        Assert.NotEmpty(Failed(report));
    }

    [Fact]
    public async Task Verify_AFieldDisclosedTwice_IsNotValid()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();
        var entry = bundle.Entries[0] with { Disclosures = [bundle.Entries[0].Disclosures[0], bundle.Entries[0].Disclosures[0]] };

        Assert.Equal(["disclosure[2].note"], Failed(await VerifyAsync(bundle with { Entries = [entry] }, Trusting(log))));
    }

    [Fact]
    public async Task Verify_ANumberSpeltDifferently_HasNoEffect()
    {
        var log = await SampleLog.CreateAsync();
        var text = Encoding.UTF8.GetString((await log.BundleAsync()).ToJson());
        var respelt = text.Replace("[1.5,-3,1e+21,", "[15e-1, -3.0,1000000000000000000000,", StringComparison.Ordinal);
        Assert.NotEqual(text, respelt);

        var report = await BundleVerifier.VerifyAsync(Encoding.UTF8.GetBytes(respelt), Trusting(log));

        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
    }

    [Fact]
    public async Task Verify_AVersionLeftOut_IsAGap()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();

        var report = await VerifyAsync(bundle with { Entries = [bundle.Entries[0], bundle.Entries[2]] }, Trusting(log));

        Assert.Equal([$"versions[{SampleLog.Batch}]"], Failed(report));
        Assert.Contains("after version 1 comes version 3", Step(report, $"versions[{SampleLog.Batch}]").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AGapInASubjectThatEntriesOnlyTouch_IsSaidAndNotJudged()
    {
        var log = await SampleLog.CreateAsync(change: (i, envelope) => i == 9
            ? envelope with { Subjects = [envelope.Subjects[0], new EntrySubject("plot/7", 4, SampleLog.Id(8))] }
            : envelope);

        var report = await VerifyAsync(await log.BundleAsync(), Trusting(log));

        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
        Assert.Equal(StepStatus.NotChecked, Step(report, "versions[plot/7]").Status);
        Assert.Contains("after version 1 comes version 4", Step(report, "versions[plot/7]").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ATouchedSubjectThatContradictsItself_IsNotValid()
    {
        var log = await SampleLog.CreateAsync(change: (i, envelope) => i == 9
            ? envelope with { Subjects = [envelope.Subjects[0], new EntrySubject("plot/7", 2, SampleLog.Id(8))] }
            : envelope);

        Assert.Equal(["versions[plot/7]"], Failed(await VerifyAsync(await log.BundleAsync(), Trusting(log))));
    }

    [Fact]
    public async Task Verify_TheFirstOrLastVersionLeftOut_IsNotSeenAndSaysSo()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();

        var report = await VerifyAsync(bundle with { Entries = [bundle.Entries[1]] }, Trusting(log));

        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
        Assert.Equal(StepStatus.NotChecked, Step(report, "completeness").Status);
        Assert.Contains("shows version 2 of", Step(report, $"versions[{SampleLog.Batch}]").Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 1, null, "version 1 stands in the entries 2 and 4")]
    [InlineData(4, 2, 3, "version 2 names another entry before it")]
    [InlineData(9, 3, 2, "version 3 names another entry before it")]
    public async Task Verify_VersionsThatContradictOneAnother_AreNotValid(int index, int version, int? previous, string words)
    {
        var log = await SampleLog.CreateAsync(change: (i, envelope) => i == index
            ? envelope with { Subjects = [new EntrySubject(SampleLog.Batch, version, previous is { } p ? SampleLog.Id(p) : null)] }
            : envelope);

        var report = await VerifyAsync(await log.BundleAsync(), Trusting(log));

        Assert.Equal([$"versions[{SampleLog.Batch}]"], Failed(report));
        Assert.Contains(words, Step(report, $"versions[{SampleLog.Batch}]").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALaterVersionThatStandsEarlierInTheLog_IsNotValid()
    {
        var log = await SampleLog.CreateAsync(change: (i, envelope) => i switch
        {
            2 => envelope with { Subjects = [new EntrySubject(SampleLog.Batch, 7, SampleLog.Id(4))] },
            4 => envelope with { Subjects = [new EntrySubject(SampleLog.Batch, 6, SampleLog.Id(1))] },
            _ => envelope,
        });
        var bundle = await log.BundleAsync();

        var report = await VerifyAsync(bundle with { Entries = [.. bundle.Entries.Take(2)] }, Trusting(log));

        Assert.Equal([$"versions[{SampleLog.Batch}]"], Failed(report));
        Assert.Contains("stands in the log before", Step(report, $"versions[{SampleLog.Batch}]").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OneEntryIdAtTwoPlaces_IsNotValid()
    {
        var log = await SampleLog.CreateAsync(change: (i, envelope) => i == 9
            ? envelope with { Id = SampleLog.Id(4), Subjects = [new EntrySubject("else", 1, null)] }
            : envelope);

        Assert.Contains("entry[9]", Failed(await VerifyAsync(await log.BundleAsync(), Trusting(log))));
    }

    [Fact]
    public async Task Verify_OnTheChain_ChecksEveryPartOfTheAnchor()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();
        bundle = bundle with { Entries = [.. bundle.Entries.Take(2)] };

        var report = await VerifyAsync(bundle, Trusting(log) with { Chain = await FakeAnchorChain.WithAsync(log) });

        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
        Assert.Equal(
            [
                "anchor[0].consistency", "anchor[0].chain", "anchor[0].transaction", "anchor[0].block",
                "anchor[0].confirmations", "anchored",
            ],
            report.Steps.SkipWhile(step => step.Name != "completeness").Skip(1).Select(step => step.Name));
        Assert.All(report.Steps.Where(step => step.Name != "completeness"), step => Assert.Equal(StepStatus.Ok, step.Status));
    }

    public static TheoryData<string, string> BrokenChains => new()
    {
        { "chain id", "anchor[0].chain" },
        { "genesis", "anchor[0].chain" },
        { "no transaction", "anchor[0].transaction" },
        { "failed", "anchor[0].transaction" },
        { "contract", "anchor[0].transaction" },
        { "size", "anchor[0].transaction" },
        { "root", "anchor[0].transaction" },
        { "origin", "anchor[0].transaction" },
        { "receipt block", "anchor[0].block" },
        { "receipt block hash", "anchor[0].block" },
        { "reorganised", "anchor[0].block" },
        { "no such block", "anchor[0].block" },
    };

    [Theory]
    [MemberData(nameof(BrokenChains))]
    public async Task Verify_AChainThatContradicts_IsNotValid(string what, string failed)
    {
        var log = await SampleLog.CreateAsync();
        var chain = await FakeAnchorChain.WithAsync(log);
        switch (what)
        {
            case "chain id":
                chain.Head = chain.Head with { ChainId = 1 };
                break;
            case "genesis":
                chain.Head = chain.Head with { Genesis = SampleLog.Hex("reset") };
                break;
            case "no transaction":
                chain.Change(_ => null);
                break;
            case "failed":
                chain.Change(receipt => receipt with { Succeeded = false });
                break;
            case "contract":
                chain.Change(receipt => receipt with { Contract = SampleLog.Hex("other")[..42] });
                break;
            case "size":
                chain.Change(receipt => receipt with { TreeSize = 4 });
                break;
            case "root":
                chain.Change(receipt => receipt with { Root = MerkleHashing.EmptyRoot });
                break;
            case "origin":
                chain.Change(receipt => receipt with { OriginHash = FakeAnchorChain.OriginHash("other.example") });
                break;
            case "receipt block":
                chain.Change(receipt => receipt with { Block = 6 });
                break;
            case "receipt block hash":
                chain.Change(receipt => receipt with { BlockHash = SampleLog.Hex("other") });
                break;
            case "reorganised":
                chain.Blocks[7] = SampleLog.Hex("other");
                break;
            default:
                chain.Blocks.Clear();
                break;
        }

        var report = await VerifyAsync(await log.BundleAsync(), Trusting(log) with { Chain = chain });

        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.Equal([failed], Failed(report));
    }

    [Fact]
    public async Task Verify_TheChainDown_CouldNotCheck()
    {
        var log = await SampleLog.CreateAsync();
        var chain = await FakeAnchorChain.WithAsync(log, log.Size);
        var bundle = await log.BundleAsync() with { Anchors = [await log.AnchorAsync(log.Size)] };

        Assert.Equal(VerificationOutcome.Valid, (await VerifyAsync(bundle, Trusting(log) with { Chain = chain })).Outcome);
        chain.ReachableAfterHead = false;
        var lost = await VerifyAsync(bundle, Trusting(log) with { Chain = chain });
        chain.Reachable = false;
        var down = await VerifyAsync(bundle, Trusting(log) with { Chain = chain });

        Assert.All([lost, down], report => Assert.Equal(VerificationOutcome.CouldNotCheck, report.Outcome));
        Assert.Equal(StepStatus.NotChecked, Step(lost, "anchor[0].transaction").Status);
        Assert.Equal(StepStatus.NotChecked, Step(down, "anchor[0].chain").Status);
        Assert.Contains("could not be asked", down.Conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TooFewConfirmations_CouldNotCheck()
    {
        var log = await SampleLog.CreateAsync();
        var chain = await FakeAnchorChain.WithAsync(log, log.Size);
        chain.Head = chain.Head with { Block = 7 };
        var bundle = await log.BundleAsync() with { Anchors = [await log.AnchorAsync(log.Size)] };

        var report = await VerifyAsync(bundle, Trusting(log) with { Chain = chain });

        Assert.Equal(VerificationOutcome.CouldNotCheck, report.Outcome);
        Assert.Contains("1 of 2 confirmations", Step(report, "anchor[0].confirmations").Sentence, StringComparison.Ordinal);
        Assert.Equal(
            VerificationOutcome.Valid,
            (await VerifyAsync(bundle, Trusting(log) with { Chain = chain, Confirmations = 1 })).Outcome);
    }

    [Fact]
    public async Task Verify_AnEntryAfterTheAnchor_IsNotCalledAnchored()
    {
        var log = await SampleLog.CreateAsync();

        var report = await VerifyAsync(await log.BundleAsync(), Trusting(log) with { Chain = await FakeAnchorChain.WithAsync(log) });

        Assert.Equal(VerificationOutcome.CouldNotCheck, report.Outcome);
        Assert.Contains("1 of 3 entries", Step(report, "anchored").Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, StepStatus.NotChecked)]
    [InlineData(10, StepStatus.Ok)]
    public async Task Verify_AnAnchorOfASize_CoversTheEntriesBelowIt(long size, StepStatus anchored)
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync() with { Anchors = [await log.AnchorAsync(size)] };

        var report = await VerifyAsync(bundle, Trusting(log) with { Chain = await FakeAnchorChain.WithAsync(log, size) });

        Assert.Equal(anchored, Step(report, "anchored").Status);
    }

    [Fact]
    public async Task Verify_AnAnchorOnTheChainThatDoesNotLeadToTheCheckpoint_CoversNothing()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync() with { Anchors = [await log.AnchorAsync(log.Size) with { Root = MerkleHashing.EmptyRoot }] };
        var chain = await FakeAnchorChain.WithAsync(log, log.Size);
        chain.Change(receipt => receipt with { Root = MerkleHashing.EmptyRoot });

        var report = await VerifyAsync(bundle, Trusting(log) with { Chain = chain });

        Assert.Equal(["anchor[0].consistency"], Failed(report));
        Assert.Equal(StepStatus.NotChecked, Step(report, "anchored").Status);
    }

    [Fact]
    public async Task Verify_OnTheChainWithoutAnchors_CouldNotCheck()
    {
        var log = await SampleLog.CreateAsync();

        var report = await VerifyAsync(
            await log.BundleAsync() with { Anchors = [] }, Trusting(log) with { Chain = new FakeAnchorChain() });

        Assert.Equal(VerificationOutcome.CouldNotCheck, report.Outcome);
        Assert.Equal(StepStatus.NotChecked, Step(report, "anchored").Status);
    }

    [Fact]
    public async Task Verify_AnAnchorOfAnotherTree_IsNotValid()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync();
        var anchor = bundle.Anchors[0];
        var empty = anchor with { TreeSize = 0, Root = MerkleHashing.EmptyRoot, Consistency = [] };
        var later = anchor with { TreeSize = 12 };
        var forked = anchor with { Root = MerkleHashing.EmptyRoot };
        var noProof = anchor with { Consistency = [] };

        foreach (var wrong in new[] { empty, later, forked, noProof })
        {
            Assert.Equal(["anchor[0].consistency"], Failed(await VerifyAsync(bundle with { Anchors = [wrong] }, Trusting(log))));
        }
    }

    [Fact]
    public async Task Verify_AnotherFormatVersion_CouldNotCheck()
    {
        var log = await SampleLog.CreateAsync();
        var text = BundleText.With(await log.BundleAsync(), "$.format", "\"traceability-proof/v2\"");

        var report = await BundleVerifier.VerifyAsync(Encoding.UTF8.GetBytes(text), Trusting(log));

        Assert.Equal(VerificationOutcome.CouldNotCheck, report.Outcome);
        Assert.Equal(StepStatus.NotChecked, Assert.Single(report.Steps).Status);
    }

    [Fact]
    public async Task Verify_AHugeValueThatWasNotCommittedTo_FailsThatDisclosure()
    {
        var log = await SampleLog.CreateAsync();
        var million = "[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "]";
        var text = BundleText.With(await log.BundleAsync(), "$.entries[0].disclosures[0].value", million);

        var report = await BundleVerifier.VerifyAsync(Encoding.UTF8.GetBytes(text), Trusting(log));

        Assert.Equal(["disclosure[2].note"], Failed(report));
    }

    [Fact]
    public async Task Verify_NotABundle_IsNotValid()
    {
        var report = await BundleVerifier.VerifyAsync("%PDF-1.7"u8.ToArray(), new VerifyOptions([], null));

        Assert.Equal(VerificationOutcome.NotValid, report.Outcome);
        Assert.Equal(["format"], Failed(report));
    }

    [Fact]
    public async Task Verify_AnyByteOfTheFileChanged_IsNeverValid()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync() with { Anchors = [await log.AnchorAsync(log.Size)] };
        var options = Trusting(log) with { Chain = await FakeAnchorChain.WithAsync(log, log.Size) };
        var bytes = bundle.ToJson();
        Assert.Equal(VerificationOutcome.Valid, (await BundleVerifier.VerifyAsync(bytes, options)).Outcome);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= (byte)(1 << (i % 7));

            var report = await BundleVerifier.VerifyAsync(changed, options);

            // 1E+21 is another spelling of 1e+21 and commits to the same number.
            var respelt = bytes[i] == 'e' && changed[i] == 'E' && bytes[i + 1] == '+';
            Assert.True(report.Outcome != VerificationOutcome.Valid || respelt, $"byte {i}: {(char)bytes[i]} became {(char)changed[i]}");
        }
    }

    [Fact]
    public async Task Verify_WithoutAChain_OnlyWhatTheChainWouldShowMayBeChanged()
    {
        var log = await SampleLog.CreateAsync();
        var bytes = (await log.BundleAsync()).ToJson();
        var text = Encoding.Latin1.GetString(bytes);
        var anchors = text.IndexOf("\"anchors\"", StringComparison.Ordinal);
        var shownByTheChain = new[] { "chainId", "genesis", "contract", "transaction", "block", "blockHash" }
            .Select(name => text.IndexOf($"\"{name}\":", anchors, StringComparison.Ordinal))
            .Select(from => (From: from, To: text.IndexOf(",\"", from, StringComparison.Ordinal)))
            .ToArray();
        for (var i = anchors; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;

            var report = await BundleVerifier.VerifyAsync(changed, Trusting(log));

            if (report.Outcome == VerificationOutcome.Valid)
            {
                Assert.Contains(shownByTheChain, member => i > member.From && i < member.To);
                Assert.Equal(StepStatus.NotChecked, Step(report, "anchor[0].chain").Status);
            }
        }
    }

    private static VerifyOptions Trusting(SampleLog log) => new([log.Signer.VerifierKey], null);

    private static async Task<VerificationReport> VerifyAsync(ProofBundle bundle, VerifyOptions options) =>
        await BundleVerifier.VerifyAsync(bundle, options);

    private static VerificationStep Step(VerificationReport report, string name) =>
        Assert.Single(report.Steps, step => step.Name == name);

    private static string[] Failed(VerificationReport report) =>
        [.. report.Steps.Where(step => step.Status == StepStatus.Failed).Select(step => step.Name)];
}
