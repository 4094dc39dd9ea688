// SPDX-License-Identifier: Apache-2.0
package io.outfall.s3.object;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.utils.Utils;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** A credentials provider of the user; what it throws comes out as an exception of the SDK. */
final class CustomProvider implements AwsCredentialsProvider, AutoCloseable {
    private final AwsCredentialsProvider provider;

    private CustomProvider(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    /** @throws IllegalArgumentException if there is no such class, or none that gives credentials */
    static Class<?> type(String name) {
        try {
            Class<?> type = Class.forName(name, false, Utils.getContextOrKafkaClassLoader());
            if (AwsCredentialsProvider.class.isAssignableFrom(type)) {
                return type;
            }
            throw new IllegalArgumentException("it does not implement " + AwsCredentialsProvider.class.getName());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no such class in the folder of the plugin", e);
        }
    }

    /** @throws SdkClientException if the class cannot be made an object of, or refuses its settings */
    static CustomProvider create(S3Credentials.Custom custom) {
        try {
            AwsCredentialsProvider provider = instance(custom.type());
            if (provider instanceof Configurable configurable) {
                Map<String, Object> settings = new HashMap<>();
                custom.settings().forEach((name, value) -> settings.put(name, value.value()));
                configurable.configure(settings);
            }
            return new CustomProvider(provider);
        } catch (InvocationTargetException e) {
            throw failed(custom.type().getName(), e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw failed(custom.type().getName(), e);
        }
    }

    private static AwsCredentialsProvider instance(Class<?> type) throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("create") && method.getParameterCount() == 0) {
                return (AwsCredentialsProvider) method.invoke(null);
            }
        }
        return (AwsCredentialsProvider) type.getConstructor().newInstance();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return provider.resolveCredentials();
        } catch (SdkException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(provider.getClass().getName(), e);
        }
    }

    @Override
    public void close() {
        if (provider instanceof AutoCloseable closeable) {
            Utils.closeQuietly(closeable, provider.getClass().getName());
        }
    }

    private static SdkClientException failed(String name, Throwable cause) {
        return SdkClientException.create("the credentials provider " + name + " failed: " + cause, cause);
    }
}
