package io.camelgenai.component.message;

import io.camelgenai.component.message.MessageInputs.Given;
import jakarta.activation.DataHandler;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;

/** The attachments of a message; only where camel-attachments is on the class path. They stay on the message. */
final class AttachmentInputs {

    private static final boolean PRESENT = isPresent();

    private AttachmentInputs() {}

    private static boolean isPresent() {
        try {
            Class.forName(
                    "org.apache.camel.attachment.AttachmentMessage", false, AttachmentInputs.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    static List<Given> of(Message message) {
        return PRESENT ? Reader.of(message) : List.of();
    }

    /** Is loaded only where the library is there. */
    private static final class Reader {

        static List<Given> of(Message message) {
            AttachmentMessage attached =
                    Objects.requireNonNull(message.getExchange()).getMessage(AttachmentMessage.class);
            return attached == null || !attached.hasAttachments()
                    ? List.of()
                    : attached.getAttachments().entrySet().stream()
                            .map(each -> given(each.getKey(), each.getValue()))
                            .toList();
        }

        private static Given given(String name, DataHandler attachment) {
            return new Given(
                    MessageInputs.roleOf(name),
                    (InputContent.Stream) attachment::getInputStream,
                    attachment.getContentType(),
                    attachment.getName() == null ? name : attachment.getName());
        }
    }
}
