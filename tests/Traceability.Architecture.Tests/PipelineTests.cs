using Mediator;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App;
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
