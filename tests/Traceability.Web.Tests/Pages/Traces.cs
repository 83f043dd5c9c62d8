using Traceability.App.Features.Trace;

namespace Traceability.Web.Tests.Pages;

/// <summary>Chains made by hand, to be rendered.</summary>
internal static class Traces
{
    private static readonly PlaceView Zhangbei = new("130722", new("河北省 张家口市 张北县", "Zhangbei County, Zhangjiakou, Hebei"), new(114.72m, 41.16m));
    private static readonly PlaceView Chaoyang = new("110105", new("北京市 朝阳区", "Chaoyang District, Beijing"), new(116.44m, 39.92m));
    private static int _entries;

    public static PartyView Cooperative { get; } =
        new("93130722XXXX00094R", new("张北坝上薯业专业合作社（演示）", "Zhangbei Bashang Potato Cooperative (demonstration)"), Zhangbei, Proof("OrganisationRegistered"));

    private static PartyView Carrier { get; } =
        new("91130722XXXX00182E", new("坝上冷链运输有限公司（演示）", "Bashang Cold Chain Transport Co. (demonstration)"), Zhangbei, Proof("OrganisationRegistered"));

    private static PartyView Shop { get; } =
        new("91110105XXXX00190A", new("朝阳惠民超市（演示）", "Chaoyang Huimin Supermarket (demonstration)"), Chaoyang, Proof("OrganisationRegistered"));

    public static TraceView Potato() => new()
    {
        Gtin = "09520100000102",
        Lot = "PK01",
        DigitalLink = "http://127.0.0.1:5080/01/09520100000102/10/PK01",
        Verdict = new(VerdictState.Good, [], [FactKind.Inspection, FactKind.Certificate, FactKind.Temperature, FactKind.Cultivation]),
        Product = new("09520100000102", new("张北马铃薯", "Zhangbei potatoes"), 5, 180, 3, 6, Proof("ProductRegistered")),
        Packer = Cooperative,
        Origins = [Origin(Cooperative, "01", "张北示范基地一区（演示）", "Zhangbei demonstration base, area 1", 1, new(2026, 9, 12))],
        Journey =
        [
            Harvest("DEMO-20260912-01", At(12, 17, 30), 84_000),
            Harvest("DEMO-20260915-02", At(15, 17, 45), 96_500),
            Harvest("DEMO-20260918-03", At(18, 16, 5), 78_200),
            new PackStop
            {
                At = At(19, 15, 20), RecordedAt = At(19, 15, 24), Place = Zhangbei, Who = Cooperative, Proof = Proof("BatchPacked"), Lot = "PK01",
                From =
                [
                    new("99520100000105", "DEMO-20260912-01", 84_000, 0.3247m),
                    new("99520100000105", "DEMO-20260915-02", 96_500, 0.3730m),
                    new("99520100000105", "DEMO-20260918-03", 78_200, 0.3023m),
                ],
                Packs = 46_000, NetContentKg = 5, LossKg = 28_700, Grade = "一级",
            },
            new LabelStop { At = At(20, 9, 0), RecordedAt = At(20, 9, 0), Place = Zhangbei, Who = Cooperative, Proof = Proof("LabelsIssued", ProofState.Logged), Count = 46_000, Serialised = true },
            new DispatchStop
            {
                At = At(21, 6, 40), RecordedAt = At(21, 6, 52), Place = Zhangbei, Who = Cooperative, Proof = Proof("ShipmentDispatched", ProofState.Logged),
                To = Chaoyang, Carrier = Carrier, Sscc = "095201090000970017",
            },
            new ReceiptStop { At = At(21, 12, 15), RecordedAt = At(23, 12, 20), Place = Chaoyang, Who = Shop, Proof = Proof("ShipmentReceived", ProofState.Recorded) },
        ],
        Quantities = new(300_000, 258_700, 230_000, 46_000, 46_000),
        Ledger = new(
            "trace.example/log", "trace.example/log+5d1b7e20+AWFwm1yV7W7d0l2cN8Xv3q1mQ5bXn3bq5R0l7yq9c0oT", 128,
            new(2026, 9, 23, 4, 21, 7, TimeSpan.Zero), 120, 31337, "0x5FbDB2315678afecb367f032d93F642f64180aa3",
            "0x8f3c6c1b8e0e0f7d5b7d1f6d9a1c0b6a4e2f9d8c7b6a5f4e3d2c1b0a99887766", new(2026, 9, 23, 4, 20, 58, TimeSpan.Zero)),
        Demonstration = true,
        Hotline = "0313-555 0100",
    };

    /// <summary>The whole of it anchored, as a batch is some seconds later.</summary>
    public static TraceView Anchored() => In(ProofState.Anchored);

    /// <summary>Two harvests of one plot, everything in the log and nothing on the chain.</summary>
    public static TraceView Logged()
    {
        var logged = In(ProofState.Logged);
        return logged with
        {
            // Of the shop's district the register has no point.
            Journey = [.. logged.Journey.Select(s => s is ReceiptStop ? s with { Place = s.Place! with { Centre = null } } : s)],
            Origins = [logged.Origins[0] with { Share = 0.5524m }, logged.Origins[0] with { Share = 0.4476m, HarvestedOn = new(2026, 9, 18) }],
        };
    }

    /// <summary>Three producers' lots in one packing, sixteen stops, nothing received yet.</summary>
    public static TraceView Merged()
    {
        var potato = Potato();
        var second = Cooperative with { Uscc = "93130727XXXX00107P", Name = new("阳原桑干河杂粮专业合作社（演示）", En: null), Proof = Proof("OrganisationRegistered") };
        var third = Cooperative with { Uscc = "93532324XXXX00019W", Name = null, Region = new("532324", Name: null), Proof = Proof("OrganisationRegistered", ProofState.Logged) };
        return potato with
        {
            Lot = "MG01",
            Serial = "K7QW3M9X2F5T",
            DigitalLink = "http://127.0.0.1:5080/01/09520100000102/10/MG01/21/K7QW3M9X2F5T",
            Verdict = new(VerdictState.LookHere, [FactKind.Shipment, FactKind.Receipt], [FactKind.Inspection]),
            Packer = Shop,
            Origins =
            [
                Origin(second, "A-07", "桑干河南岸三号地", null, 0.5565m, new(2026, 9, 12)),
                Origin(Cooperative, "01", "张北示范基地一区（演示）", "Zhangbei demonstration base, area 1", 0.3335m, new(2026, 9, 15)),
                Origin(third, "9", null, null, 0.11m, new(2026, 9, 18)) with { AreaMu = null, Place = third.Region },
            ],
            Journey =
            [
                .. Enumerable.Range(1, 14).Select(day => Harvest($"HV{day:00}", At(day, 17, 0), 1_000 + day) with { PlotBoundKg = null, Who = day % 2 == 0 ? second : third }),
                .. potato.Journey.Where(stop => stop is PackStop or LabelStop),
            ],
            Quantities = new(null, 14_105, 12_000, 2_400, 1_800),
            Ledger = potato.Ledger with { AnchoredSize = 0, ChainId = null, Contract = null, Transaction = null, AnchoredAt = null },
        };
    }

    public static TraceView Stopped() => Potato() with { Verdict = new(VerdictState.Stopped, [], []), Origins = [] };

    /// <summary>Everything that a person can type is against the page.</summary>
    public static TraceView Hostile()
    {
        var potato = Potato();
        var hostile = Cooperative with
        {
            Name = new("<script>alert('合作社')</script>\u202Egnitsop\"'><img src=x onerror=alert(1)>", "</bdi><script>alert(2)</script>"),
            Region = new("130722", new("سوق الجملة المركزي، الرياض", null)),
        };
        return potato with
        {
            Lot = "</p><b>",
            Product = potato.Product with { Name = new("𠮷野家の馬鈴薯 é̂̃̄ 👩‍🌾 " + new string('长', 160), new string('W', 200)) },
            Packer = hostile,
            Origins = [potato.Origins[0] with { Producer = hostile, Plot = "<i>1</i>", BaseName = new("مزرعة \u202E الاختبار", null) }],
            Journey = [.. potato.Journey.Select(stop => stop is PackStop pack ? pack with { Who = hostile, Grade = "<u>A&B</u>" } : stop with { Who = hostile, Place = hostile.Region })],
            Hotline = "+86 313 555<script>0100",
        };
    }

    private static TraceView In(ProofState state)
    {
        var potato = Potato();
        PartyView Party(PartyView party) => party with { Proof = party.Proof with { State = state } };
        return potato with
        {
            Product = potato.Product with { Proof = potato.Product.Proof with { State = state } },
            Packer = Party(potato.Packer),
            Origins = [.. potato.Origins.Select(origin => origin with { Producer = Party(origin.Producer) })],
            Journey =
            [
                .. potato.Journey.Select(stop => stop is DispatchStop { Carrier: { } carrier } dispatch ? dispatch with { Carrier = Party(carrier) } : stop)
                    .Select(stop => stop with { Who = Party(stop.Who!), Proof = stop.Proof with { State = state, Index = 31 } }),
            ],
        };
    }

    private static ProofView Proof(string type, ProofState state = ProofState.Anchored)
    {
        var number = Interlocked.Increment(ref _entries);
        return new(new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]), type, state, state == ProofState.Recorded ? null : number);
    }

    private static DateTimeOffset At(int day, int hour, int minute) => new(2026, 9, day, hour, minute, 0, TimeSpan.FromHours(8));

    private static OriginView Origin(PartyView producer, string plot, string? baseZh, string? baseEn, decimal share, DateOnly harvested) =>
        new(producer, "9520109000097", plot, baseZh is null ? null : new(baseZh, baseEn), Zhangbei, 120, harvested, share);

    private static HarvestStop Harvest(string lot, DateTimeOffset at, decimal kilograms) => new()
    {
        At = at,
        RecordedAt = at.AddMinutes(40),
        Place = Zhangbei,
        Who = Cooperative,
        Proof = Proof("BatchHarvested"),
        Lot = lot,
        Plot = "01",
        BaseName = new("张北示范基地一区（演示）", "Zhangbei demonstration base, area 1"),
        Kilograms = kilograms,
        Season = "2026",
        PlotBoundKg = 300_000,
    };
}
