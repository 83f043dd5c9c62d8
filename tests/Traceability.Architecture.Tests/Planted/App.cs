#pragma warning disable IDE0130 // The namespaces stand for the parts of a product, not for folders.
#pragma warning disable CA1303, CA1812, CA1822, CA1852, MA0036, MA0053, MA0025
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Http;
using Planted.App.Features.Labels;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Tests.Rules;

namespace Planted.App.Features.Batches
{
    /// <summary>As it should be: a restricted, validated command, its handler hidden, its route apart.</summary>
    public sealed record Good(int Number) : IRecordingCommand<string>
    {
        public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];
    }

    internal sealed class GoodValidator : AbstractValidator<Good>;

    internal sealed class GoodHandler : ICommandHandler<Good, Result<string>>
    {
        public async ValueTask<Result<string>> Handle(Good command, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return $"{Shared.Word}";
        }
    }

    /// <summary>A question that not everybody may ask.</summary>
    public sealed record AskedByFew : IQuery<int>, IRestricted
    {
        public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Seller];
    }

    internal sealed class ScopedHandler(TraceDb db, Scopes scopes) : IQueryHandler<AskedByFew, int>
    {
        public ValueTask<int> Handle(AskedByFew query, CancellationToken cancellationToken) => ValueTask.FromResult(scopes.On(db).Batches().Count());
    }

    [Breaks(ScopeRules.Scoped)]
    internal sealed class UnscopedHandler(TraceDb db) : IQueryHandler<AskedByFew, int>
    {
        public async ValueTask<int> Handle(AskedByFew query, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return db.Batches.Count();
        }
    }

    [Breaks(ScopeRules.Scoped)]
    internal sealed class UnscopedByNameHandler(TraceDb db) : IQueryHandler<AskedByFew, int>
    {
        public ValueTask<int> Handle(AskedByFew query, CancellationToken cancellationToken) => ValueTask.FromResult(db.Organisations.Count());
    }

    public static class GoodRoute
    {
        public static async Task<int> MapAsync(HttpContext http)
        {
            await Task.Yield();
            return http.Response.StatusCode;
        }
    }

    [Breaks(ShapeRules.Validators)]
    public sealed record Unchecked : IRecordingCommand<string>
    {
        public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];
    }

    [Breaks(ShapeRules.Commands)]
    public sealed record Nobodys : IRecordingCommand<string>
    {
        public static IReadOnlyList<Role> AllowedTo { get; } = [];
    }

    internal sealed class NobodysValidator : AbstractValidator<Nobodys>;

    [Breaks(ShapeRules.Commands)]
    public sealed record Unrecorded : ICommand;

    [Breaks(ShapeRules.MessagesPublic)]
    internal sealed record Hidden : IQuery<int>;

    [Breaks(ShapeRules.MessagesPublic), Breaks(ShapeRules.Sealed)]
    public record Open : IQuery<int>;

    [Breaks(ShapeRules.HandlersHidden)]
    public sealed class HiddenHandler : IQueryHandler<Asked, int>
    {
        public ValueTask<int> Handle(Asked query, CancellationToken cancellationToken) => ValueTask.FromResult(1);
    }

    [Breaks(ShapeRules.HandlersHidden), Breaks(ShapeRules.Sealed)]
    internal class OpenHandler : IQueryHandler<Asked, int>
    {
        public ValueTask<int> Handle(Asked query, CancellationToken cancellationToken) => ValueTask.FromResult(1);
    }

    public sealed record Asked : IQuery<int>;

    [Breaks(DependencyRules.HandlersAndTheWeb)]
    internal sealed class InBodyHandler : IQueryHandler<Asked, int>
    {
        public async ValueTask<int> Handle(Asked query, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return new HeaderDictionary().Count;
        }
    }

    [Breaks(DependencyRules.HandlersAndTheWeb)]
    internal sealed class InClosureHandler : IQueryHandler<Asked, int>
    {
        public async ValueTask<int> Handle(Asked query, CancellationToken cancellationToken)
        {
            await Task.Yield();
            var numbers = new[] { 1, 2 };
            return numbers.Sum(n => n + Local(n));

            int Local(int n) => numbers.Length + n + new QueryCollection().Count;
        }
    }

    [Breaks(DependencyRules.HandlersAndTheWeb)]
    internal sealed class InConstructorHandler(IHttpContextAccessor accessor) : IQueryHandler<Asked, int>
    {
        public ValueTask<int> Handle(Asked query, CancellationToken cancellationToken) => ValueTask.FromResult(accessor is null ? 0 : 1);
    }

    [Breaks(DependencyRules.HandlersAndTheWeb)]
    internal sealed class OnOwnSideOfTheWebHandler : IQueryHandler<Asked, int>
    {
        public ValueTask<int> Handle(Asked query, CancellationToken cancellationToken) => ValueTask.FromResult(Http.Answers.Created());
    }

    [Breaks(DependencyRules.Features)]
    internal sealed class Borrower
    {
        public async Task<string> BorrowAsync()
        {
            await Task.Yield();
            return Lent.Word();
        }
    }

    [Breaks(DependencyRules.Features)]
    internal sealed class Heir : LentBase;

    [Breaks(DependencyRules.QrCodes)]
    internal sealed class Painter
    {
        public int Paint() => QRCoder.QRCodeGenerator.GenerateQrCode("a", QRCoder.QRCodeGenerator.ECCLevel.Q).ModuleMatrix.Count;
    }

    [Breaks(DependencyRules.Elliptic)]
    internal sealed class Chainer
    {
        public int Bits() => new Org.BouncyCastle.Math.BigInteger("7").BitLength;
    }

    [Breaks(DependencyRules.Signatures)]
    internal sealed class Signer
    {
        public string Name() => typeof(NSec.Cryptography.Ed25519).Name;
    }

    [Breaks(ShapeRules.Names)]
    internal static class BatchHelper;

    [Breaks(ShapeRules.Names)]
    internal static class BatchUtils<T>;

    [Breaks(ShapeRules.Names)]
    internal sealed class LabelManager;

    [Breaks(ShapeRules.Sealed)]
    internal class Inheritable;

    internal abstract class Base;

    [Breaks(ShapeRules.FieldClasses)]
    internal sealed record Untyped : DomainEvent
    {
        public override IReadOnlyList<string> Subjects() => [];
    }

    [Breaks(ShapeRules.FieldClasses)]
    [EventType("planted.happened", 1)]
    internal sealed record Unclassified : DomainEvent
    {
        [Public] public int Known { get; init; }

        public string? Name { get; init; }

        public override IReadOnlyList<string> Subjects() => [];
    }
}

namespace Planted.App.Features.Labels
{
    internal static class Lent
    {
        public static string Word() => "lent";
    }

    internal abstract class LentBase;
}

namespace Planted.App
{
    internal static class Shared
    {
        public static string Word => "shared";
    }

    [Breaks(DependencyRules.BelowFeatures)]
    internal static class Underneath
    {
        public static string Word() => Lent.Word();
    }

    /// <summary>The composition of the application is where features are named.</summary>
    internal static class AppSetup
    {
        public static string Map() => Lent.Word();
    }
}

namespace Planted.App.Http
{
    internal static class Answers
    {
        public static int Created() => 201;
    }
}

namespace Planted.App.Symbols
{
    internal static class QrSymbol
    {
        public static int Draw() => QRCoder.QRCodeGenerator.GenerateQrCode("a", QRCoder.QRCodeGenerator.ECCLevel.Q).ModuleMatrix.Count;
    }
}
