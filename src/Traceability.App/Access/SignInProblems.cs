using Traceability.Domain;

namespace Traceability.App.Access;

public static class SignInProblems
{
    public static Problem UserNameTaken { get; } = new("sign-in.user-name-taken", ProblemKind.Conflict, "Somebody has this user name already.") { Field = "userName" };

    public static Problem WrongPassword { get; } =
        new("sign-in.password", ProblemKind.Refused, "The password is not right, or was wrong too often: then it is not looked at for a while.") { Field = "password" };

    public static Problem WrongCode { get; } =
        new("sign-in.code", ProblemKind.Refused, "The code is not right, was used already, or was wrong too often: then it is not looked at for a while.") { Field = "code" };

    public static Problem SamePassword { get; } = new("password.same", ProblemKind.Refused, "The new password is the old one.") { Field = "newPassword" };

    public static Problem AuthenticatorIsOn { get; } = new("sign-in.authenticator-on", ProblemKind.Conflict, "An authenticator is set up already: remove it first.");

    public static Problem AuthenticatorIsOff { get; } = new("sign-in.authenticator-off", ProblemKind.Conflict, "No authenticator is set up, or its setting up was not begun.");

    public static Problem Changed { get; } = new("sign-in.changed", ProblemKind.Conflict, "It was changed elsewhere at the same moment: try again.");

    public static Problem NotYours { get; } = new("sign-in.no-part", ProblemKind.Forbidden, "You have no part there any more.") { Field = "organisation" };

    public static Problem UserNameForm { get; } =
        new("sign-in.user-name", ProblemKind.Malformed, "A user name is 2 to 50 letters, digits, dots, hyphens, underscores and @, and begins with a letter or digit.") { Field = "after" };

    public static Problem UnknownAccount { get; } = new("account.unknown", ProblemKind.NotFound, "There is no such account with a user name.") { Field = "id" };

    public static Problem Form(string why) => new("password.form", ProblemKind.Malformed, why) { Field = "newPassword" };
}
