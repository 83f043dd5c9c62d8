using System.Reflection;
using System.Text.Json;
using Mediator;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Tests.Rules;

namespace Traceability.Tests;

/// <summary>The mediator leaves out a behaviour whose shape does not fit a message, and says nothing. So the pipeline of every message is looked at.</summary>
public sealed class PipelineTests
{
    private static readonly ServiceCollection Services = Registered();

    [Fact]
    public void Pipeline_OfEveryCommand_HasEveryBehaviourInOrder()
    {
        var commands = Messages(typeof(ICommand<>)).ToList();

        Assert.NotEmpty(commands);
        Assert.All(commands, c => Assert.Equal(["TraceBehaviour", "AuthoriseBehaviour", "ValidateBehaviour", "TransactionBehaviour", "IdempotencyBehaviour"], BehavioursOf(c)));
    }

    [Fact]
    public void Pipeline_OfEveryRestrictedQuery_Authorises()
    {
        var queries = Messages(typeof(IQuery<>)).ToList();

        Assert.Contains(queries, IsRestricted);
        Assert.All(queries, q => Assert.Equal(IsRestricted(q), BehavioursOf(q).Contains("AuthoriseBehaviour")));
    }

    /// <summary>What is kept for a repeated command is the answer without its secret; a member that is then left out must not be asked for.</summary>
    [Fact]
    public void Answer_OfEveryCommandKeptWithoutWhatMayBeNull_IsReadBack()
    {
        var answers = Messages(typeof(ICommand<>)).Select(c => c.Answer.GetGenericArguments()[0]).ToList();

        Assert.Contains(answers, a => a.IsAssignableTo(typeof(ICarriesSecret)));
        Assert.All(answers, answer =>
        {
            var kept = JsonSerializer.Serialize(Barest(answer), answer, AppJson.Kept);
            Assert.Equal(kept, JsonSerializer.Serialize(JsonSerializer.Deserialize(kept, answer, AppJson.Kept), answer, AppJson.Kept));
        });
    }

    private static object Barest(Type record)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = record.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => nullability.Create(p).WriteState == NullabilityState.Nullable ? null : Some(p.ParameterType))]);
    }

    private static object Some(Type type) => type switch
    {
        _ when type == typeof(string) => "",
        { IsValueType: true } => Activator.CreateInstance(type)!,
        _ => Array.CreateInstance(type.GetGenericArguments()[0], 0),
    };

    private static IEnumerable<string> BehavioursOf((Type Message, Type Answer) message) =>
        Services.Where(d => d.ServiceType == typeof(IPipelineBehavior<,>).MakeGenericType(message.Message, message.Answer)).Select(d => d.ImplementationType!.Name.Split('`')[0]);

    private static bool IsRestricted((Type Message, Type Answer) message) => message.Message.IsAssignableTo(typeof(IRestricted));

    private static IEnumerable<(Type Message, Type Answer)> Messages(Type kind) =>
        from message in Code.Product.Types.Where(ShapeRules.IsMessage)
        from contract in message.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == kind
        select (message, contract.GetGenericArguments()[0]);

    private static ServiceCollection Registered()
    {
        var services = new ServiceCollection();
        services.AddApp();
        return services;
    }
}
